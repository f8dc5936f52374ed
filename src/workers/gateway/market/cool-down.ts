/** Lets each key through once, then not again before a time has passed. */
export class CoolDown {
  readonly #restMs: number;
  readonly #untilMs = new Map<string, number>();

  constructor(restMs: number) {
    this.#restMs = restMs;
  }

  take(key: string, nowMs: number): boolean {
    if (nowMs < (this.#untilMs.get(key) ?? Number.NEGATIVE_INFINITY)) return false;
    if (this.#untilMs.size >= MAX_KEYS) this.#forget(nowMs);
    this.#untilMs.set(key, nowMs + this.#restMs);
    return true;
  }

  #forget(nowMs: number): void {
    for (const [key, untilMs] of this.#untilMs) if (untilMs <= nowMs) this.#untilMs.delete(key);
  }
}

const MAX_KEYS = 1000;
