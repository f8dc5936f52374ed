import type { FootprintView } from '../../../../domain/order-flow/market-words.ts';
import type { CreatePart } from './flow-part.ts';

type Row = FootprintView['rows'][number];
/** A bar with its rows by their price. */
type Bar = { readonly head: FootprintView; readonly rows: ReadonlyMap<string, Row> };

const KEPT = 60;

export const createFootprintPart: CreatePart = (instrument) => {
  /** By opening, oldest first. */
  let shown = new Map<number, Bar>();
  let gathered = new Map<number, Bar>();

  const settle = (bar: Bar): void => {
    shown.set(bar.head.openMs, bar);
    const [oldest] = shown.keys();
    if (shown.size > KEPT && oldest !== undefined) shown.delete(oldest);
  };

  return {
    everyMs: 1000,
    begin({ footprint }) {
      shown = new Map(footprint.slice(-KEPT).map((bar) => [bar.openMs, join(bar)]));
      gathered = new Map();
    },
    add({ bars }) {
      for (const bar of bars) {
        const before = gathered.get(bar.openMs) ?? shown.get(bar.openMs);
        gathered.set(bar.openMs, join(bar, before));
      }
    },
    drain() {
      const deltas = [...gathered.values()]
        .sort((a, b) => a.head.openMs - b.head.openMs)
        .map((bar) => {
          const before = shown.get(bar.head.openMs);
          settle(bar);
          return { instrument, bar: toDelta(bar, before) };
        });
      gathered = new Map();
      return deltas;
    },
    snapshot: () => ({ instrument, bars: [...shown.values()].map(toWhole) }),
  };
};

/** A bar tells the rows that changed; closed, it tells all of them. */
function join(head: FootprintView, before?: Bar): Bar {
  const old = head.isClosed ? [] : (before?.rows ?? []);
  return { head, rows: new Map([...old, ...head.rows.map((row) => [row[0], row] as const)]) };
}

function toWhole({ head, rows }: Bar): FootprintView {
  return { ...head, rows: [...rows.values()].sort(([a], [b]) => Number(a) - Number(b)) };
}

function toDelta(bar: Bar, before: Bar | undefined): FootprintView {
  const whole = toWhole(bar);
  if (whole.isClosed) return whole;
  return { ...whole, rows: whole.rows.filter((row) => !isSame(row, before?.rows.get(row[0]))) };
}

function isSame(row: Row, other: Row | undefined): boolean {
  return other !== undefined && row[1] === other[1] && row[2] === other[2];
}
