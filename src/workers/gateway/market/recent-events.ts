/** The newest of what has an id: what is told once more under it takes the place of the first. */
export class RecentEvents<Row extends { readonly id: string; readonly eventMs: number }> {
  readonly #max: number;
  readonly #rows = new Map<string, Row>();

  constructor(max: number) {
    this.#max = max;
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  put(row: Row): void {
    this.#rows.set(row.id, row);
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > this.#max && oldest !== undefined) this.#rows.delete(oldest);
  }

  /** What there was before, newest first; what was put meanwhile is newer than that. */
  begin(rows: readonly Row[]): void {
    const newer = [...this.#rows.values()];
    this.#rows.clear();
    for (const row of [...rows].reverse()) this.put(row);
    for (const row of newer) this.put(row);
  }

  /** Newest first. */
  newest(max: number, fits: (row: Row) => boolean): Row[] {
    return [...this.#rows.values()]
      .filter(fits)
      .sort((a, b) => b.eventMs - a.eventMs)
      .slice(0, max);
  }
}
