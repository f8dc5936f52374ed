// An analyst that a test speaks for: it says who is watched, and hands over what it is told to.
import { AppError } from '../../../../core/errors.ts';
import type { FlowFrame, Picture } from '../../../../domain/order-flow/flow-frame.ts';
import type { FlowWatchOptions } from '../flow-watch.ts';

type Handler = (data: never) => unknown;

export class FakeAnalyst {
  readonly watched: string[][] = [];
  readonly asked: string[] = [];
  /** Undefined for an instrument that it does not know. */
  picture: (instrument: string) => { seq: number; picture: Picture } | undefined = () => undefined;
  isAway = false;
  readonly #handlers = new Map<string, Set<Handler>>();

  /** What the gateway has of it. */
  readonly client = {
    on: (event: string, handler: Handler) => {
      const handlers = this.#handlers.get(event) ?? new Set();
      this.#handlers.set(event, handlers.add(handler));
      return () => void handlers.delete(handler);
    },
    watch: async ({ instruments }: { instruments: string[] }) => {
      this.#refuse();
      this.watched.push(instruments);
    },
    picture: async ({ instrument }: { instrument: string }) => {
      this.#refuse();
      this.asked.push(instrument);
      const found = this.picture(instrument);
      if (!found) throw new AppError('INSTRUMENT_UNKNOWN');
      return found;
    },
  } as unknown as FlowWatchOptions['analyst'];

  tell(event: 'signal' | 'anomaly' | 'outcome' | 'stats' | 'frame', data: unknown): void {
    for (const handler of this.#handlers.get(event) ?? []) handler(data as never);
  }

  frame(frame: FlowFrame): void {
    this.tell('frame', frame);
  }

  #refuse(): void {
    if (this.isAway) throw new AppError('PEER_UNAVAILABLE');
  }
}
