// What tokens are called and how their amounts are read, gathered from whatever tells it: launches, reports, transactions.
import type { TokenName } from '../../../api/solana-words.ts';
import type { Clock } from '../../../core/clock.ts';
import type { DecodedTransaction } from '../../../domain/solana/decoded.ts';
import type { Names } from '../../../domain/solana/describe-trade.ts';
import { toShownName, toTokenName } from '../../../domain/solana/shown-name.ts';
import { decimalsOf } from '../../../domain/solana/token-amount.ts';
import type { GatewayParts } from '../parts.ts';
import { isRouter, titleOf } from './platform-names.ts';
import { parseReport } from './to-safety-view.ts';

type Known = { symbol: string | null; name: string | null; decimals: number | null; askedMs: number };
type Storage = Pick<
  GatewayParts['storage'],
  'knownTokens' | 'tokenReport' | 'walletTrades' | 'chainTransaction'
>;

const KEPT = 20_000;
const AT_ONCE = 200;
/** Who is not known yet is asked for again after this. */
const AGAIN_MS = 30_000;
const DEADLINE = { deadlineMs: 4000 };

export class TokenBook implements Names {
  readonly titleOf = titleOf;
  readonly isRouter = isRouter;
  readonly #storage: Storage;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #known = new Map<string, Known>();

  constructor(storage: Storage, clock: Pick<Clock, 'monotonicMs'>) {
    this.#storage = storage;
    this.#clock = clock;
  }

  symbolOf(mint: string): string | null {
    return this.#known.get(mint)?.symbol ?? null;
  }

  decimalsOf(mint: string): number | null {
    return decimalsOf(mint) ?? this.#known.get(mint)?.decimals ?? null;
  }

  /** As it may be shown. */
  nameOf(mint: string): TokenName {
    const known = this.#known.get(mint);
    const name = toShownName(known?.name ?? '', 60);
    return { mint, symbol: toTokenName(mint, known?.symbol ?? null), name, decimals: this.decimalsOf(mint) };
  }

  note(mint: string, told: Partial<Known>): void {
    const known = this.#known.get(mint);
    const before = known ?? { symbol: null, name: null, decimals: null, askedMs: Number.NEGATIVE_INFINITY };
    if (known === undefined && this.#known.size >= KEPT) {
      const [oldest] = this.#known.keys();
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    const { symbol, name, decimals, askedMs } = { ...before, ...told };
    // What is not told now stays as it was told before.
    this.#known.set(mint, {
      symbol: symbol ?? before.symbol,
      name: name ?? before.name,
      decimals: decimals ?? before.decimals,
      askedMs,
    });
  }

  noteTransaction({ decimals = {}, events }: DecodedTransaction): void {
    for (const [mint, places] of Object.entries(decimals)) this.note(mint, { decimals: places });
    for (const event of events)
      if (event.type === 'tokenLaunched') this.note(event.mint, { symbol: event.symbol, name: event.name });
  }

  /** Asks for those that are not known. Never rejects: who cannot be asked stays unknown. */
  async load(mints: Iterable<string>): Promise<void> {
    const nowMs = this.#clock.monotonicMs();
    const missing = [...new Set(mints)].filter((mint) => {
      const known = this.#known.get(mint);
      const isWhole = this.decimalsOf(mint) !== null && (known?.symbol ?? null) !== null;
      return !isWhole && nowMs - (known?.askedMs ?? Number.NEGATIVE_INFINITY) > AGAIN_MS;
    });
    for (let from = 0; from < missing.length; from += AT_ONCE)
      await this.#ask(missing.slice(from, from + AT_ONCE), nowMs).catch(() => {});
  }

  async #ask(mints: string[], nowMs: number): Promise<void> {
    const launched = await this.#storage.knownTokens({ mints, limit: AT_ONCE }, DEADLINE);
    for (const mint of mints) this.note(mint, { askedMs: nowMs });
    for (const { mint, symbol, name } of launched) this.note(mint, { symbol, name });
    await Promise.all(
      mints.map(async (mint) => {
        await this.#askReport(mint);
        if (this.decimalsOf(mint) === null) await this.#askTrade(mint);
      }),
    );
  }

  async #askReport(mint: string): Promise<void> {
    const facts = parseReport((await this.#storage.tokenReport({ mint }, DEADLINE))?.payload)?.facts;
    if (facts === undefined) return;
    const { symbol = null, name = null } = facts.metadata ?? {};
    const known = this.#known.get(mint);
    this.note(mint, { symbol: known?.symbol ?? symbol, name: known?.name ?? name, decimals: facts.decimals });
  }

  /** A recorded transaction tells the decimals of what it moved. */
  async #askTrade(mint: string): Promise<void> {
    const { trades } = await this.#storage.walletTrades({ token: mint, limit: 1 }, DEADLINE);
    const [trade] = trades;
    if (trade === undefined) return;
    const found = await this.#storage.chainTransaction({ signature: trade.signature }, DEADLINE);
    if (found !== null) this.noteTransaction(found.transaction);
  }
}

/** Of all that a sentence about it may name. */
export function mintsOf({ trades, events, changes }: DecodedTransaction): string[] {
  return [
    ...trades.flatMap(({ input, output }) => [input.mint, output.mint]),
    ...events.flatMap((event) =>
      'mint' in event ? [event.mint] : 'amounts' in event ? event.amounts.map(({ mint }) => mint) : [],
    ),
    ...changes.flatMap(({ tokens }) => tokens.map(({ mint }) => mint)),
  ];
}
