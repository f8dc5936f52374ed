// Asks one feed about the tokens of interest: who was asked for first, then who was traded, each again after a while, within the feed's limit.
import { toAppError } from '../../../core/errors.ts';
import { Secret } from '../../../core/secret.ts';
import type { Context } from '../../../core/service.ts';
import type { Feed, OpenFeed } from '../../../feeds/feed.ts';
import type { PriceTable } from '../prices/price-table.ts';
import type { TokenState } from '../prices/token-state.ts';
import type { PricerSettings } from '../settings.ts';

type Access = PricerSettings['feeds'][number];

export type FeedState = {
  readonly name: string;
  readonly state: 'ready' | 'limited' | 'away' | 'off';
  readonly says: string;
  /** Of its last answer. */
  readonly lastMs: number | null;
};

export type FeedAsker = {
  readonly state: FeedState;
  stop(): void;
};

type Options = {
  readonly doors: Pick<Context, 'clock' | 'outside'>;
  readonly feed: Feed;
  readonly access: Access;
  readonly table: PriceTable;
  readonly refreshMs: number;
  /** Where it is; undefined while nobody knows. Asked before each question. */
  address(): string | undefined;
};

const MINUTE_MS = 60_000;
const LEAST_PERIOD_MS = 250;

export function createFeedAsker(options: Options): FeedAsker {
  const { doors, feed, access, table, refreshMs } = options;
  const { clock } = doors;
  const stopping = new AbortController();
  const lastAskedMs = new WeakMap<TokenState, number>();
  let opened: { readonly address: string; readonly feed: OpenFeed } | undefined;
  let state: FeedState['state'] = 'ready';
  let says = 'Not asked yet.';
  let lastMs: number | null = null;
  let isAsking = false;

  const openAt = (address: string): OpenFeed => {
    if (opened?.address === address) return opened.feed;
    const changed = feed.open(doors, {
      baseUrl: address === '' ? undefined : address,
      key: access.key === '' ? undefined : new Secret(access.key),
      requestsPerMinute: access.requestsPerMinute,
    });
    opened = { address, feed: changed };
    return changed;
  };

  const due = (nowMs: number): TokenState[] =>
    [...table.all()]
      .filter(
        (token) => table.isOfInterest(token, nowMs) && nowMs - (lastAskedMs.get(token) ?? 0) >= refreshMs,
      )
      // of those asked for the longest unasked first, then of the others
      .sort((a, b) => turnOf(a, nowMs) - turnOf(b, nowMs))
      .slice(0, feed.mintsPerRequest);
  const turnOf = (token: TokenState, nowMs: number): number =>
    (lastAskedMs.get(token) ?? 0) + (token.askedMs === 0 ? nowMs : 0);

  const ask = async () => {
    const address = options.address();
    const nowMs = clock.now();
    if (isAsking || address === undefined) return;
    const tokens = due(nowMs);
    if (tokens.length === 0) return;
    isAsking = true;
    for (const token of tokens) lastAskedMs.set(token, nowMs);
    const mints = tokens.map(({ mint }) => mint);
    try {
      const quotes = await openAt(address).ask(mints, stopping.signal);
      lastMs = clock.now();
      for (const quote of quotes) table.addQuote(feed.name, quote, feed.freshMs, lastMs);
      state = 'ready';
      says = `Knew ${quotes.length} of ${mints.length} tokens it was last asked about.`;
    } catch (thrown) {
      if (stopping.signal.aborted) return;
      const error = toAppError(thrown);
      state = error.code === 'HTTP_RATE_LIMITED' ? 'limited' : 'away';
      says = error.message;
    } finally {
      isAsking = false;
    }
  };
  const periodMs = Math.max(LEAST_PERIOD_MS, Math.ceil(MINUTE_MS / access.requestsPerMinute));
  const timer = clock.every(periodMs, () => void ask());

  return {
    get state() {
      return { name: feed.name, state, says, lastMs };
    },
    stop() {
      timer.cancel();
      stopping.abort();
    },
  };
}
