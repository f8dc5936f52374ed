import { Button, Select } from '@mantine/core';
import { IconSearch, IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRead } from '../../api/queries.ts';
import type { ReplyOf } from '../../api/routes.ts';
import { send } from '../../api/send.ts';
import { DetailsLine } from '../../components/details.tsx';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { toDeed } from '../../format/deeds.ts';
import { formatCount } from '../../format/number.ts';
import { toWho } from '../../format/words.ts';

/** As many of the newest entries are looked through for names. */
const MOST_LATELY = 200;

type Page = ReplyOf<'GET /api/audit'>;
type Entry = Page['entries'][number] & { readonly names: Page['names'] };

/** Every change that was made: by whom, to what. Each entry is chained to the one before. */
export function AuditTab() {
  const [actor, setActor] = useState('');
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['GET /api/audit', 'pages', actor],
    queryFn: ({ pageParam }) =>
      send('GET /api/audit', {
        query: {
          max: 100,
          ...(actor === '' ? {} : { actor }),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
      }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore ?? undefined,
  });
  if (error && !data)
    return <Failed what="The audit could not be loaded" error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={8} />;
  const rows = data.pages.flatMap(({ entries, names }) => entries.map((entry) => ({ ...entry, names })));
  return (
    <Panel isFlush>
      <LiveTable
        name="Audit"
        rows={rows}
        columns={columns}
        toId={toId}
        empty={
          actor === '' ? (
            <Empty title="Nothing was changed yet">
              Sign-ins, stops, restarts and changes are listed here.
            </Empty>
          ) : (
            <Empty
              title={`Nothing by ${toWho(actor)}`}
              action={<Button onClick={() => setActor('')}>Show all</Button>}
            />
          )
        }
        tools={
          <>
            <ActorSelect actor={actor} choose={setActor} rows={rows} />
            <Check />
          </>
        }
        {...(hasNextPage
          ? { more: { isLoading: isFetchingNextPage, load: () => void fetchNextPage() } }
          : {})}
      />
    </Panel>
  );
}

type ActorSelectProps = {
  readonly actor: string;
  readonly choose: (actor: string) => void;
  readonly rows: readonly Entry[];
};

/** Offers whoever has an account or a token, and whoever else changed something lately or stands in the rows. */
function ActorSelect({ actor, choose, rows }: ActorSelectProps) {
  const { data: users = [] } = useRead('GET /api/users');
  const { data: tokens = [] } = useRead('GET /api/tokens');
  const { data: lately } = useRead('GET /api/audit', { input: { query: { max: MOST_LATELY } } });
  const actors = new Set([
    ...users.map(({ name }) => `user:${name}`),
    ...tokens.map(({ id }) => `token:${id}`),
    ...[...(lately?.entries ?? []), ...rows].map((entry) => entry.actor),
    ...(actor === '' ? [] : [actor]),
  ]);
  const names: Record<string, string> = Object.assign(
    Object.fromEntries(tokens.map(({ id, name }) => [`token:${id}`, name])),
    lately?.names,
    ...rows.map((row) => row.names),
  );
  const choices = [...actors].map((value) => ({ value, label: toWho(value, names) }));
  return (
    <Select
      data-filter
      aria-label="Changes by"
      placeholder="By anybody"
      leftSection={<IconSearch size={15} stroke={1.7} />}
      data={choices.toSorted((a, b) => a.label.localeCompare(b.label))}
      value={actor === '' ? null : actor}
      onChange={(value) => choose(value ?? '')}
      searchable
      clearable
      nothingFoundMessage="Nobody of this name changed anything lately"
    />
  );
}

function Check() {
  const [isAsked, setAsked] = useState(false);
  const { data, error, isFetching, refetch } = useRead('GET /api/audit/check', { isEnabled: isAsked });
  const check = (): void => {
    if (isAsked) void refetch();
    else setAsked(true);
  };
  return (
    <>
      <Button leftSection={<IconShieldCheck size={16} stroke={1.7} />} onClick={check} loading={isFetching}>
        Check the chain
      </Button>
      <output aria-live="polite">
        {error ? (
          <Status tone="warn">could not be checked: {error.message}</Status>
        ) : data === undefined ? null : data.brokenAtSeq === null ? (
          <Status tone="good">{formatCount(data.entries)} entries, none changed</Status>
        ) : (
          <Status tone="bad">broken at entry {data.brokenAtSeq}: somebody changed the database</Status>
        )}
      </output>
    </>
  );
}

const toId = ({ seq }: Entry): string => String(seq);

/** What was removed has no name any more but in the entries that tell of it. */
function nameIn(names: Page['names'], target: string, { name }: Entry['details']): Page['names'] {
  const isNamed = names[target] !== undefined || typeof name !== 'string' || !target.includes(':');
  return isNamed ? names : { ...names, [target]: name };
}

function toJson({ details }: Entry): string {
  const text = JSON.stringify(details);
  return text === '{}' ? '' : text;
}

const columns: readonly LiveColumn<Entry>[] = [
  {
    id: 'at',
    header: 'When',
    value: ({ atMs }) => atMs,
    cell: ({ atMs }) => <Time atMs={atMs} />,
    card: 'age',
  },
  {
    id: 'actor',
    header: 'By',
    value: ({ actor }) => actor,
    cell: ({ actor, names }) => <span title={actor}>{toWho(actor, names)}</span>,
    card: 'note',
  },
  {
    id: 'action',
    header: 'What',
    value: ({ action }) => action,
    cell: ({ action, details }) => toDeed(action, details),
    card: 'title',
  },
  {
    id: 'target',
    header: 'To',
    value: ({ target }) => target,
    cell: ({ target, names, details }) => (
      <span title={target}>{toWho(target, nameIn(names, target, details))}</span>
    ),
    card: 'figure',
  },
  {
    id: 'details',
    header: 'Details',
    isFilling: true,
    value: toJson,
    cell: (entry) => <DetailsLine json={toJson(entry)} />,
    isUnsortable: true,
  },
  {
    id: 'seq',
    header: 'Number',
    value: ({ seq }) => seq,
    isNumber: true,
    isHiddenAtFirst: true,
  },
];
