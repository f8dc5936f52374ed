// Walls that went: each waits a moment for the trades that may explain it and for its neighbours, then is told once.
import type { FlowView, Print } from '../../domain/order-flow/flow-view.ts';
import type { Detection } from '../detector.ts';
import type { PullSettings } from '../pulled-liquidity.ts';
import { Growths } from './growths.ts';
import { RecentTrades } from './recent-trades.ts';
import type { Wall } from './wall.ts';

type Pull = {
  readonly wall: Wall;
  readonly eventMs: number;
  /** From here on what was executed took part in the loss. */
  readonly seenMs: number;
  readonly fromLots: number;
  leftLots: number;
  durationMs: number;
  isRapid: boolean;
  isGhost: boolean;
};
type Judged = Pull & { readonly cancelledShare: number };

/** Trades may be told this much later than the book that shows them. */
const LATE_MS = 50;
/** How many times the time of a pull back a wall may have been whole. */
const WHOLE = 10;

export type Pulls = {
  trade(print: Print): void;
  /** A level grew: it may be a wall that was moved. */
  grow(price: number, isBid: boolean, lots: number, eventMs: number): void;
  /** After a change of a wall: `leastLots` is the size that makes one. */
  see(wall: Wall, view: FlowView, leastLots: number): void;
  settle(view: FlowView): Detection[] | undefined;
  clear(): void;
};

export function createPulls(set: PullSettings): Pulls {
  const trades = new RecentTrades(8192);
  const growths = new Growths();
  const firedMs = new Map<number, number>();
  let pulls: Pull[] = [];
  return {
    trade: (print) => trades.add(print),
    grow: (price, isBid, lots, eventMs) => growths.add({ price, isBid, lots, eventMs }),
    see(wall, view, leastLots) {
      const pull = pulls.find((each) => each.wall === wall);
      if (pull && wall.lots >= (1 - set.lostShare) * pull.fromLots) pulls.splice(pulls.indexOf(pull), 1);
      else if (pull) update(pull, view);
      else begin(wall, view, leastLots);
    },
    settle(view) {
      if (pulls.length === 0) return undefined;
      let found: Detection[] | undefined;
      for (const isBid of [true, false]) {
        const rows = toRows(pulls, isBid, view);
        for (const row of rows) {
          if (row.some(({ eventMs }) => view.nowMs - eventMs < set.settleMs)) continue;
          pulls = pulls.filter((each) => !row.includes(each));
          found = [...(found ?? []), ...tell(row, view)];
        }
      }
      return found;
    },
    clear() {
      pulls = [];
      trades.clear();
      growths.clear();
    },
  };

  function begin(wall: Wall, view: FlowView, leastLots: number): void {
    const nowMs = view.bookMs;
    const loss = wall.lossSince(nowMs - set.withinMs, 1 - set.lostShare);
    if (!loss || loss.fromLots < leastLots) return;
    // a wall that goes slowly would lose more and more of what is left
    const wholeLots = wall.largestSince(nowMs - WHOLE * set.withinMs);
    if (!(loss.fromLots - wall.lots > set.lostShare * wholeLots)) return;
    const { fromLots, seenMs } = loss;
    const pull = { wall, eventMs: nowMs, seenMs, fromLots, leftLots: wall.lots };
    const durationMs = nowMs - loss.leftMs;
    pulls.push(update({ ...pull, durationMs, isRapid: false, isGhost: false }, view));
  }

  function update(pull: Pull, { bookMs }: FlowView): Pull {
    const { wall, fromLots } = pull;
    pull.leftLots = Math.min(pull.leftLots, wall.lots);
    const rapid = wall.lossSince(bookMs - set.rapidMs, 0);
    if (
      rapid &&
      bookMs - rapid.leftMs < set.rapidMs &&
      rapid.fromLots - wall.lots > set.rapidShare * fromLots
    ) {
      pull.isRapid = true;
      pull.durationMs = bookMs - rapid.leftMs;
    }
    const ghost = wall.lossSince(bookMs - set.ghostMs, 1 - set.lostShare);
    if (ghost?.wasSmall && ghost.fromLots === fromLots) pull.isGhost = true;
    return pull;
  }

  function tell(row: readonly Pull[], view: FlowView): Detection[] {
    for (const { wall } of row) wall.forget();
    const judged = row
      .map(judge)
      .filter((pull) => pull.cancelledShare > set.cancelledShare && !isMoved(pull));
    const runs = judged.length < row.length ? toRows(judged, row[0]!.wall.isBid, view) : [judged];
    return runs
      .flatMap((run) => (run.length >= set.layers ? [run] : run.map((pull) => [pull])))
      .flatMap((run) => toDetection(run as Judged[], view) ?? []);
  }

  function judge(pull: Pull): Judged {
    const { wall, seenMs, eventMs, fromLots, leftLots } = pull;
    const lostLots = fromLots - leftLots;
    const executed = trades.executed(wall.price, wall.isBid ? 'sell' : 'buy', seenMs, eventMs + LATE_MS);
    return { ...pull, cancelledShare: Math.max(0, lostLots - executed) / lostLots };
  }

  function isMoved({ wall, fromLots, leftLots, seenMs }: Judged): boolean {
    const lots = set.cancelledShare * (fromLots - leftLots);
    return growths.has(wall, lots, seenMs, set.withinTicks);
  }

  function toDetection(run: readonly Judged[], view: FlowView): Detection | undefined {
    const first = run[0]!;
    const { isBid } = first.wall;
    const isFresh = (pull: Judged) => {
      const key = isBid ? pull.wall.price : -pull.wall.price;
      const isCool = !(pull.eventMs - (firedMs.get(key) ?? Number.NEGATIVE_INFINITY) < set.coolDownMs);
      firedMs.set(key, isCool ? pull.eventMs : firedMs.get(key)!);
      return isCool;
    };
    const fresh = run.filter(isFresh).length;
    if (firedMs.size > 1024) forgetFired(view.nowMs);
    if (fresh === 0) return undefined;
    const wallLots = run.reduce((sum, { fromLots }) => sum + fromLots, 0);
    const leftLots = run.reduce((sum, pull) => sum + pull.leftLots, 0);
    const cancelledShare = Math.min(...run.map((pull) => pull.cancelledShare));
    const isLayering = run.length >= set.layers;
    return {
      side: isBid ? 'sell' : 'buy',
      eventMs: Math.max(...run.map(({ eventMs }) => eventMs)),
      price: first.wall.price,
      strength:
        ((cancelledShare - set.cancelledShare) / (1 - set.cancelledShare)) *
        ((wallLots - leftLots) / wallLots),
      invalidation: isBid ? view.book.asks.best : view.book.bids.best,
      variant: isLayering ? 'layering' : first.isGhost ? 'ghost' : first.isRapid ? 'rapid' : 'wall',
      figures: {
        wallLots,
        leftLots,
        cancelledShare,
        durationMs: first.durationMs,
        levels: run.length,
        lastLayerTicks: run.at(-1)!.wall.price,
      },
    };
  }

  function forgetFired(nowMs: number): void {
    for (const [key, ms] of firedMs) if (nowMs - ms >= set.coolDownMs) firedMs.delete(key);
  }
}

/** Those of a side from the touch outwards, in rows of neighbours between which no other level rests. */
function toRows<P extends Pull>(pulls: readonly P[], isBid: boolean, { book }: FlowView): P[][] {
  const side = isBid ? book.bids : book.asks;
  const worse = isBid ? -1 : 1;
  const rows: P[][] = [];
  let row: P[] = [];
  const inOrder = pulls
    .filter(({ wall }) => wall.isBid === isBid)
    .sort((a, b) => (a.wall.price - b.wall.price) * worse);
  for (const pull of inOrder) {
    const last = row.at(-1)?.wall.price;
    if (last === undefined || !isBeside(last, pull.wall.price)) {
      row = [];
      rows.push(row);
    }
    row.push(pull);
  }
  return rows;

  function isBeside(price: number, next: number): boolean {
    for (let at = price + worse; at !== next; at += worse) if (side.at(at) > 0) return false;
    return true;
  }
}
