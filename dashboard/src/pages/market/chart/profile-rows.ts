import type { ProfileView } from '../../../api/market.ts';

export type ProfileRow = {
  readonly low: number;
  readonly high: number;
  readonly sold: number;
  readonly bought: number;
  readonly isInValueArea: boolean;
};

export type Profile = {
  readonly poc: number | null;
  readonly valueAreaHigh: number | null;
  readonly valueAreaLow: number | null;
  readonly rows: readonly ProfileRow[];
  readonly largest: number;
};

/** More rows than these are thinner than a pixel: neighbours are drawn together. */
export const MOST_PROFILE_ROWS = 240;

export function toProfile(view: ProfileView, most = MOST_PROFILE_ROWS): Profile {
  const binSize = Number(view.binSize);
  const [high, low] = [view.valueAreaHigh, view.valueAreaLow].map((price) =>
    price === null ? null : Number(price),
  );
  const lowest = Number(view.rows[0]?.[0] ?? 0);
  const highest = Number(view.rows.at(-1)?.[0] ?? 0);
  const bins = Math.round((highest - lowest) / binSize) + 1;
  const together = Math.max(1, Math.ceil(bins / most));
  const rows = new Map<number, { sold: number; bought: number }>();
  for (const [price, sold, bought] of view.rows) {
    const at = Math.floor(Math.round((Number(price) - lowest) / binSize) / together);
    const row = rows.get(at) ?? { sold: 0, bought: 0 };
    rows.set(at, { sold: row.sold + Number(sold), bought: row.bought + Number(bought) });
  }
  const height = binSize * together;
  const drawn = [...rows].map(([at, { sold, bought }]) => {
    const from = lowest + at * height;
    const middle = from + height / 2;
    const isInValueArea =
      low !== null && high !== null && low !== undefined && high !== undefined
        ? middle >= low && middle <= high + binSize
        : false;
    return { low: from, high: from + height, sold, bought, isInValueArea };
  });
  return {
    poc: view.poc === null ? null : Number(view.poc),
    valueAreaHigh: high ?? null,
    valueAreaLow: low ?? null,
    rows: drawn,
    largest: drawn.reduce((most, { sold, bought }) => Math.max(most, sold + bought), 0),
  };
}
