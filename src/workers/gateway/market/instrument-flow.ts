// The live topics of one instrument: begun with a picture, carried on by frames, begun anew where a frame is missing.
import type { Clock, Timer } from '../../../core/clock.ts';
import type { FlowFrame, Picture } from '../../../domain/order-flow/flow-frame.ts';
import { Topic } from '../live/topic.ts';
import { type FlowTopicName, flowParts, flowTopicNames } from './parts/index.ts';

export type InstrumentFlowOptions = {
  readonly instrument: string;
  readonly epoch: string;
  readonly clock: Clock;
  /** Rejects while nobody can tell. */
  picture(): Promise<{ readonly seq: number; readonly picture: Picture }>;
  readonly onFailure: (error: unknown) => void;
};

/** Frames that may wait for a picture: ten seconds of them. */
const MAX_HELD = 40;
/** How long after a picture frames may come that it overtook on its way. */
const LATE_MS = 1000;
/** Between two pictures of one instrument. */
const AGAIN_MS = 1000;
/** Frames do not come to the millisecond. */
const SLACK_MS = 50;

export class InstrumentFlow {
  readonly instrument: string;
  readonly #options: InstrumentFlowOptions;
  readonly #lines;
  /** Of the last frame in it; undefined until there is a picture. */
  #seq: number | undefined;
  #begunMs = Number.NEGATIVE_INFINITY;
  #held: FlowFrame[] = [];
  #isAsking = false;
  #askedMs = Number.NEGATIVE_INFINITY;
  #timer: Timer | undefined;
  #isOver = false;

  constructor(options: InstrumentFlowOptions) {
    const { instrument, epoch } = options;
    this.instrument = instrument;
    this.#options = options;
    this.#lines = new Map(
      flowTopicNames.map((name) => {
        const part = flowParts[name](instrument);
        const snapshot = () => (this.#seq === undefined ? undefined : part.snapshot());
        return [
          name,
          { part, topic: new Topic({ name, epoch, snapshot }), toldMs: Number.NEGATIVE_INFINITY },
        ];
      }),
    );
  }

  get isFollowed(): boolean {
    return [...this.#lines.values()].some(({ topic }) => topic.isFollowed);
  }

  /** Whether there is a picture that frames go on from. */
  get isBegun(): boolean {
    return this.#seq !== undefined;
  }

  topic(name: FlowTopicName): Topic {
    return this.#lines.get(name)!.topic;
  }

  /** Asks for a picture where there is none, a second after the last time at the earliest. */
  ask(): void {
    const { clock, picture, onFailure } = this.#options;
    if (this.#isAsking || this.#isOver || clock.monotonicMs() - this.#askedMs < AGAIN_MS) return;
    this.#isAsking = true;
    this.#askedMs = clock.monotonicMs();
    void picture()
      .then(({ seq, picture }) => this.#begin(seq, picture), onFailure)
      .finally(() => {
        this.#isAsking = false;
      });
  }

  take(frame: FlowFrame): void {
    if (this.#isOver) return;
    if (this.#seq === undefined) return this.#hold(frame);
    if (frame.seq === this.#seq + 1) return this.#add(frame);
    // Later than that, numbers that were there already are those of an analyst that began anew.
    if (frame.seq <= this.#seq && this.#options.clock.monotonicMs() - this.#begunMs < LATE_MS) return;
    this.#lose();
    this.#hold(frame);
  }

  stop(): void {
    this.#isOver = true;
    this.#timer?.cancel();
    for (const { topic } of this.#lines.values()) topic.skip();
  }

  #hold(frame: FlowFrame): void {
    // Those before are of an analyst that began anew.
    if (frame.seq <= (this.#held.at(-1)?.seq ?? 0)) this.#held = [];
    this.#held.push(frame);
    if (this.#held.length > MAX_HELD) this.#held.shift();
    this.ask();
  }

  #begin(seq: number, picture: Picture): void {
    if (this.#isOver) return;
    this.#seq = seq;
    this.#begunMs = this.#options.clock.monotonicMs();
    for (const { part } of this.#lines.values()) part.begin(picture);
    const held = this.#held.filter((frame) => frame.seq > seq);
    this.#held = [];
    for (const { topic } of this.#lines.values()) topic.skip();
    for (const frame of held) this.take(frame);
  }

  /** What is shown stays until there is a new picture, but nobody is sent it any more. */
  #lose(): void {
    this.#seq = undefined;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #add(frame: FlowFrame): void {
    this.#seq = frame.seq;
    for (const { part } of this.#lines.values()) part.add(frame);
    this.#tell();
  }

  /** Tells what is due, and sees to it that the rest is told when it is. */
  #tell(): void {
    const nowMs = this.#options.clock.monotonicMs();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const line of this.#lines.values()) {
      const dueMs = line.toldMs + line.part.everyMs;
      if (nowMs < dueMs - SLACK_MS) {
        nextMs = Math.min(nextMs, dueMs);
        continue;
      }
      const deltas = line.part.drain();
      if (deltas.length === 0) continue;
      line.toldMs = nowMs;
      // Nobody follows it: nothing is made into text, and who comes back begins anew.
      if (!line.topic.isFollowed) line.topic.skip();
      else for (const delta of deltas) line.topic.publish(delta);
    }
    this.#timer?.cancel();
    this.#timer = undefined;
    if (Number.isFinite(nextMs)) this.#timer = this.#options.clock.after(nextMs - nowMs, () => this.#tell());
  }
}
