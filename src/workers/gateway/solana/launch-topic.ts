// Tokens as they are launched; once more when a report judges one, or its liquidity moves.
import type { TokenRow } from '../../../api/solana-words.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Client } from '../../../core/service.ts';
import type { ChainEvent } from '../../../domain/solana/chain-event.ts';
import { quoteMints } from '../../../domain/solana/programs.ts';
import type { chainContract } from '../../chain/contract.ts';
import { Topic } from '../live/topic.ts';
import type { GatewayParts } from '../parts.ts';
import { toReasons } from './to-safety-view.ts';
import type { TokenBook } from './token-book.ts';
import { toTokenRow, toTokenRows } from './token-rows.ts';

type Options = Pick<GatewayParts, 'storage' | 'pricer'> & {
  readonly clock: Pick<Clock, 'now'>;
  readonly epoch: string;
  readonly chain: Pick<Client<typeof chainContract>, 'on'>;
  readonly book: TokenBook;
  /** A token that was launched. */
  readonly want: (mint: string) => void;
};

export type LaunchTopic = {
  readonly topic: Topic;
  begin(signal: AbortSignal): Promise<void>;
  stop(): void;
};

const FIRST = 50;
const KEPT = 500;

export function startLaunchTopic({ clock, storage, pricer, epoch, chain, book, want }: Options): LaunchTopic {
  let hasBegun = false;
  const rows = new Map<string, TokenRow>();
  const topic = new Topic({
    name: 'launches',
    epoch,
    snapshot: () =>
      hasBegun
        ? [...rows.values()].sort((a, b) => b.launchedAtMs - a.launchedAtMs).slice(0, FIRST)
        : undefined,
  });
  const tell = (row: TokenRow): void => {
    rows.set(row.mint, row);
    const [oldest] = rows.keys();
    if (rows.size > KEPT && oldest !== undefined) rows.delete(oldest);
    topic.publish(row);
  };
  const tellAgain = async (mints: readonly string[]): Promise<void> => {
    const known = await storage.knownTokens({ mints: [...mints], limit: mints.length });
    for (const row of await toTokenRows({ storage, pricer, book }, known)) tell(row);
  };

  const stops = [
    chain.on('launch', ({ signature, blockTimeMs, event }) => {
      if (event.type !== 'tokenLaunched') {
        const mints = toMints(event);
        if (mints.length > 0) void tellAgain(mints).catch(() => {});
        return;
      }
      const { mint, name, symbol, uri, creator, program, pool } = event;
      const known = rows.get(mint);
      const launchedAtMs = known?.launchedAtMs ?? blockTimeMs ?? clock.now();
      const { verdict = null, score = null } = known ?? {};
      const token = {
        mint,
        name,
        symbol,
        uri,
        creator,
        program,
        pool,
        launchedAtMs,
        signature,
        verdict,
        score,
      };
      want(mint);
      tell(toTokenRow(token, book, { reasons: known?.reasons ?? [], price: known?.price ?? null }));
    }),
    chain.on('tokenInspected', (report) => {
      const { mint, verdict, score, facts } = report;
      const { symbol = null, name = null } = book.symbolOf(mint) === null ? (facts.metadata ?? {}) : {};
      book.note(mint, { symbol, name, decimals: facts.decimals });
      const known = rows.get(mint);
      if (known !== undefined)
        tell({ ...known, ...book.nameOf(mint), verdict, score, reasons: toReasons(report) });
    }),
  ];

  return {
    topic,
    async begin(signal) {
      const known = await storage.knownTokens({ limit: FIRST }, { signal });
      for (const row of (await toTokenRows({ storage, pricer, book }, known)).reverse())
        if (!rows.has(row.mint)) rows.set(row.mint, row);
      hasBegun = true;
      topic.wake();
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}

/** Tokens whose liquidity it moved. */
function toMints(event: ChainEvent): string[] {
  if (event.type === 'poolCreated') return event.mints.filter((mint) => !quoteMints.has(mint));
  return event.type === 'migrated' ? [event.mint] : [];
}
