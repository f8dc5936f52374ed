import { useRead } from '../../api/queries.ts';
import type { ProgramRow } from '../../api/solana.ts';
import { Figure, Figures } from '../../components/figure.tsx';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Status, type Tone } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { shortAddress } from '../../format/address.ts';
import { formatCount, formatDuration } from '../../format/number.ts';
import styles from './traders-page.module.css';
import { type ChainState, useChain } from './use-chain.ts';

type Endpoint = ChainState['endpoints'][number];
const REFETCH_MS = 10_000;
const statusTones = { Healthy: 'good', Degraded: 'warn', Disconnected: 'bad' } as const;
const endpointTones: Readonly<Record<Endpoint['state'], Tone>> = {
  ready: 'good',
  slow: 'warn',
  limited: 'warn',
  behind: 'warn',
  away: 'bad',
};
const feedTones = { ready: 'good', limited: 'warn', away: 'bad', off: 'quiet' } as const;

/** Whether what is shown can be trusted: nodes, how well programs are understood, where prices come from. */
export function ChainTab() {
  const chain = useChain();
  const programs = useRead('GET /api/solana/programs', { refetchMs: REFETCH_MS });
  const feeds = useRead('GET /api/solana/feeds', { refetchMs: REFETCH_MS });
  if (chain === undefined) return <Loading lines={8} />;
  return (
    <div className={styles.stack}>
      <Figures>
        <Figure label="Solana" note={chain.says}>
          <Status tone={statusTones[chain.status]} isLive>
            {chain.status}
          </Status>
        </Figure>
        <Figure label="Slot" note="the newest that a node told">
          {formatCount(chain.slot)}
        </Figure>
        <Figure label="Addresses followed" note={`${formatCount(chain.catchingUp)} of them catching up`}>
          {formatCount(chain.followed)}
        </Figure>
        <Figure label="Recorded" note="entries, numbered without gaps">
          {formatCount(chain.activitySeq)}
        </Figure>
      </Figures>
      <Panel title="Nodes" isFlush>
        <LiveTable
          name="Nodes"
          rows={chain.endpoints}
          columns={endpointColumns}
          toId={({ name }) => name}
          empty={<Empty title="No Solana node is connected">{chain.says}</Empty>}
        />
      </Panel>
      <Panel title="Programs" isFlush aside={<span>instructions since the start</span>}>
        {programs.error && !programs.data ? (
          <Failed
            what="The decoder could not be asked"
            error={programs.error}
            retry={() => void programs.refetch()}
          />
        ) : (
          <LiveTable
            name="Programs"
            rows={programs.data ?? []}
            columns={programColumns}
            toId={({ program }) => program}
            firstSorting={[{ id: 'missed', desc: true }]}
            toTone={({ isBroken }) => (isBroken ? 'bad' : undefined)}
            empty={programs.data ? <Empty title="No program was seen yet" /> : <Loading lines={4} />}
          />
        )}
      </Panel>
      <Panel title="Sources of prices" isFlush>
        {feeds.error && !feeds.data ? (
          <Failed
            what="No source of prices can be asked"
            error={feeds.error}
            stillWorks="Trades and wallets are followed without prices."
            retry={() => void feeds.refetch()}
          />
        ) : (
          <LiveTable
            name="Sources of prices"
            rows={feeds.data ?? []}
            columns={feedColumns}
            toId={({ name }) => name}
            empty={feeds.data ? <Empty title="No source of prices is set up" /> : <Loading lines={4} />}
          />
        )}
      </Panel>
    </div>
  );
}

const endpointColumns: readonly LiveColumn<Endpoint>[] = [
  { id: 'name', header: 'Node', value: ({ name }) => name, card: 'title' },
  {
    id: 'state',
    header: 'State',
    value: ({ state }) => state,
    cell: ({ state }) => (
      <Status tone={endpointTones[state]} isLive>
        {state}
      </Status>
    ),
    card: 'note',
  },
  {
    id: 'slot',
    header: 'Slot',
    value: ({ slot }) => slot,
    cell: ({ slot }) => formatCount(slot),
    isNumber: true,
  },
  {
    id: 'latency',
    header: 'Answers in',
    value: ({ latencyMs }) => latencyMs,
    cell: ({ latencyMs }) => formatDuration(latencyMs),
    isNumber: true,
    card: 'figure',
  },
  {
    id: 'calls',
    header: 'Calls / min',
    value: ({ callsPerMinute }) => callsPerMinute,
    cell: ({ callsPerMinute }) => formatCount(callsPerMinute),
    isNumber: true,
  },
  {
    id: 'limit',
    header: 'Limit / s',
    value: ({ limitPerSecond }) => limitPerSecond,
    cell: ({ limitPerSecond }) => formatCount(limitPerSecond),
    isNumber: true,
  },
  {
    id: 'subscriptions',
    header: 'Subscriptions',
    value: ({ subscriptions }) => subscriptions,
    cell: ({ subscriptions }) => formatCount(subscriptions),
    isNumber: true,
  },
  { id: 'errors', header: 'Errors', value: ({ errors }) => errors, isNumber: true, card: 'age' },
  { id: 'says', header: 'It says', value: ({ says }) => says, isFilling: true },
];

const programColumns: readonly LiveColumn<ProgramRow>[] = [
  {
    id: 'program',
    header: 'Program',
    value: ({ platform, program }) => platform ?? program,
    cell: ({ platform, program }) => (
      <span className="nowrap" title={program}>
        {platform ?? 'Not known'} <span className="caption mono">{shortAddress(program)}</span>
      </span>
    ),
    card: 'title',
  },
  {
    id: 'state',
    header: 'State',
    value: ({ isBroken }) => (isBroken ? 'broken' : 'fine'),
    cell: ({ isBroken, platform, notUnderstood }) =>
      isBroken ? (
        <Status tone="bad">not understood any more</Status>
      ) : platform === null ? (
        <Status tone="quiet">read by balances</Status>
      ) : notUnderstood > 0 ? (
        <Status tone="warn">mostly understood</Status>
      ) : (
        <Status tone="good">understood</Status>
      ),
    card: 'note',
  },
  {
    id: 'understood',
    header: 'Understood',
    value: ({ understood }) => understood,
    cell: ({ understood }) => formatCount(understood),
    isNumber: true,
    card: 'figure',
  },
  {
    id: 'missed',
    header: 'Not understood',
    value: ({ notUnderstood }) => notUnderstood,
    cell: ({ notUnderstood }) => formatCount(notUnderstood),
    isNumber: true,
    card: 'age',
  },
  { id: 'reason', header: 'Last reason', value: ({ reason }) => reason ?? '', isFilling: true },
];

type Feed = { name: string; state: keyof typeof feedTones; says: string; lastMs: number | null };
const feedColumns: readonly LiveColumn<Feed>[] = [
  { id: 'name', header: 'Source', value: ({ name }) => name, card: 'title' },
  {
    id: 'state',
    header: 'State',
    value: ({ state }) => state,
    cell: ({ state }) => <Status tone={feedTones[state]}>{state}</Status>,
    card: 'figure',
  },
  {
    id: 'last',
    header: 'Last price',
    value: ({ lastMs }) => lastMs,
    cell: ({ lastMs }) => <Time atMs={lastMs} />,
    card: 'age',
  },
  { id: 'says', header: 'It says', value: ({ says }) => says, isFilling: true, card: 'note' },
];
