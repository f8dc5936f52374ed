// Walls that went: each waits a moment for the trades that may explain it and for its neighbours, then is told once.
import type { FlowView, Print } from '../../domain/order-flow/flow-view.ts';
import type { Detection } from '../detector.ts';
import { Growths } from './growths.ts';
import { isWallBeside, type Pull, toRows } from './pull.ts';
import type { PullSettings } from './pull-settings.ts';
import { RecentTrades } from './recent-trades.ts';
import type { Wall } from './wall.ts';

type Judged = Pull & { readonly cancelledShare: number };

/** Trades may be told this much later than the book that shows them. */
const LATE_MS = 50;
/** How many times the time of a pull back a wall may have been whole. */
const WHOLE = 10;

export type Pulls = {
  trade(print: Print): void;
  /** A level grew: it may be a wall that was moved. */
  grow(price: number, isBid: boolean, lots: number, eventMs: number): void;
  /** After a change of a wall. */
  see(wall: Wall, view: FlowView): void;
  /** Tells those that need not wait any more. */
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
    see(wall, view) {
      const pull = pulls.find((each) => each.wall === wall);
      if (pull && wall.lots >= (1 - set.lostShare) * pull.fromLots) pulls.splice(pulls.indexOf(pull), 1);
      else if (pull) update(pull, view);
      else begin(wall, view);
    },
    settle(view) {
      if (pulls.length === 0) return undefined;
      let found: Detection[] | undefined;
      for (const isBid of [true, false]) {
        const rows = toRows(pulls, isBid, view);
        for (const row of rows) {
          if (mayGrow(row, view)) continue;
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

  /** Late trades may come, and while another wall stands beside it may go too. */
  function mayGrow(row: readonly Pull[], view: FlowView): boolean {
    const agesMs = row.map(({ eventMs }) => view.nowMs - eventMs);
    if (agesMs.some((ageMs) => ageMs < set.settleMs)) return true;
    const isFresh = Math.max(...agesMs) < set.withinMs;
    return isFresh && (isWallBeside(row[0]!.wall, -1, view) || isWallBeside(row.at(-1)!.wall, 1, view));
  }

  function begin(wall: Wall, view: FlowView): void {
    const nowMs = view.bookMs;
    const loss = wall.lossSince(nowMs - set.withinMs, 1 - set.lostShare);
    if (!loss || loss.fromLots < wall.leastLots) return;
    // a wall that goes slowly would lose more and more of what is left
    const wholeLots = wall.largestSince(nowMs - WHOLE * set.withinMs);
    if (!(loss.fromLots - wall.lots > set.lostShare * wholeLots)) return;
    const { fromLots } = loss;
    // a book may be told before it shows what was traded, but a size that came later does show it
    const seenMs = Math.max(loss.setMs, loss.seenMs - set.settleMs);
    const pull = { wall, eventMs: nowMs, seenMs, fromLots, leftLots: wall.lots };
    const durationMs = nowMs - loss.seenMs;
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
      pull.durationMs = bookMs - rapid.seenMs;
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
        durationMs: Math.max(...run.map((pull) => pull.durationMs)),
        levels: run.length,
        lastLayerTicks: run.at(-1)!.wall.price,
      },
    };
  }

  function forgetFired(nowMs: number): void {
    for (const [key, ms] of firedMs) if (nowMs - ms >= set.coolDownMs) firedMs.delete(key);
  }
}
