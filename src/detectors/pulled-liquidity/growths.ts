// Levels that grew by much of late: a wall that shows again beside its place was moved, not pulled.

type Growth = { price: number; isBid: boolean; lots: number; eventMs: number };

const KEPT = 64;

export class Growths {
  readonly #kept: Growth[] = [];
  #next = 0;

  add(growth: Growth): void {
    this.#kept[this.#next] = growth;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** Whether another level of that side grew so much since then. One growth answers for one wall only. */
  has(
    { price, isBid }: { price: number; isBid: boolean },
    lots: number,
    sinceMs: number,
    ticks: number,
  ): boolean {
    const found = this.#kept.find(
      (growth) =>
        growth.isBid === isBid &&
        growth.price !== price &&
        Math.abs(growth.price - price) <= ticks &&
        growth.lots >= lots &&
        growth.eventMs > sinceMs,
    );
    if (found) found.lots = 0;
    return found !== undefined;
  }

  clear(): void {
    this.#kept.length = 0;
    this.#next = 0;
  }
}
