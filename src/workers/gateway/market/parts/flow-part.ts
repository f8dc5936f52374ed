// One live topic of one instrument: what is shown of it, and what gathers until it is told.
import type { FlowFrame, Picture } from '../../../../domain/order-flow/flow-frame.ts';

export type FlowPart = {
  /** Shortest time between two times of telling. */
  readonly everyMs: number;
  /** Takes the place of everything. */
  begin(picture: Picture): void;
  add(frame: FlowFrame): void;
  /** What gathered, as deltas in their order; from now on the snapshot has it. */
  drain(): readonly unknown[];
  snapshot(): unknown;
};

export type CreatePart = (instrument: string) => FlowPart;
