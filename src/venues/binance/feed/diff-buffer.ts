// Depth events that wait for a snapshot.

/** A depth event in ticks and lots; `previousId` is NaN on the spot market. */
export type DepthEvent = {
  readonly firstId: number;
  readonly lastId: number;
  readonly previousId: number;
  readonly eventMs: number;
  readonly receivedMs: number;
  readonly count: number;
  /** 1 for bids, −1 for asks. */
  readonly sides: Int8Array;
  readonly prices: Float64Array;
  readonly sizes: Float64Array;
};

/** A minute of the fastest stream, and of levels what a large market changes in it. */
const MAX_EVENTS = 6000;
const MAX_LEVELS = 500_000;

/** A copy: the message it came in is used again for the next. */
export function toKept(event: DepthEvent): DepthEvent {
  const { count, sides, prices, sizes } = event;
  return {
    ...event,
    ...{ sides: sides.slice(0, count), prices: prices.slice(0, count), sizes: sizes.slice(0, count) },
  };
}

export class DiffBuffer {
  #events: DepthEvent[] = [];
  #levels = 0;

  get first(): DepthEvent | undefined {
    return this.#events[0];
  }

  get last(): DepthEvent | undefined {
    return this.#events.at(-1);
  }

  /** Keeps a copy; the oldest go when there are too many, which a snapshot taken then makes up for. */
  add(event: DepthEvent): void {
    this.#events.push(toKept(event));
    this.#levels += event.count;
    while (this.#events.length > MAX_EVENTS || this.#levels > MAX_LEVELS) this.shift();
  }

  shift(): DepthEvent | undefined {
    const event = this.#events.shift();
    if (event) this.#levels -= event.count;
    return event;
  }

  clear(): void {
    this.#events = [];
    this.#levels = 0;
  }
}
