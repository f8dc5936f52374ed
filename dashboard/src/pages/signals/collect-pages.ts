// Everything that is asked for, page after page, the newest first.

type Row = { readonly id: string; readonly eventMs: number };

export type Collecting<R extends Row> = {
  /** The rows before a moment, newest first, at most `limit`. */
  readonly read: (beforeMs: number | undefined, limit: number) => Promise<readonly R[]>;
  readonly told: (count: number) => void;
  readonly isCancelled: () => boolean;
};

const PAGE = 1000;

/** Undefined where it was called off. Rows of one moment that lie on two pages come once. */
export async function collectPages<R extends Row>({
  read,
  told,
  isCancelled,
}: Collecting<R>): Promise<R[] | undefined> {
  const rows = new Map<string, R>();
  let beforeMs: number | undefined;
  for (;;) {
    const page = await read(beforeMs, PAGE);
    if (isCancelled()) return undefined;
    const known = rows.size;
    for (const row of page) rows.set(row.id, row);
    told(rows.size);
    if (page.length < PAGE || rows.size === known) return [...rows.values()];
    beforeMs = toNext(page);
  }
}

/** Before this moment the next page lies: one more than that of the last row, for others may share it. */
export function toNext(page: readonly Row[]): number {
  return (page.at(-1)?.eventMs ?? 0) + 1;
}
