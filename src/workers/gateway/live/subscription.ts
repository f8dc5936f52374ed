// One client at one topic: a place in its row of deltas, so that a slow client costs no memory of its own.
import type { Filter, Follower, Topic } from './topic.ts';

/** The client's side. */
export type Outlet = {
  /** True while the connection takes no more; `pump` is called when that is over. */
  readonly isFull: boolean;
  write(frame: Buffer): void;
  /** More waits than is kept. The client hangs up. */
  tooSlow(topic: Topic, waiting: number): void;
  /** Deltas that were left out for a newer one. */
  skipped(topic: Topic, count: number): void;
};

export class Subscription implements Follower {
  readonly topic: Topic;
  readonly #filter: Filter | undefined;
  readonly #outlet: Outlet;
  /** Everything up to here was sent or left out; undefined until there was a snapshot. */
  #sentSeq: number | undefined;

  constructor(topic: Topic, filter: Filter | undefined, outlet: Outlet, afterSeq: number | undefined) {
    this.topic = topic;
    this.#filter = filter;
    this.#outlet = outlet;
    this.#sentSeq = afterSeq;
    topic.follow(this);
  }

  end(): void {
    this.topic.unfollow(this);
  }

  offer(): void {
    if (!this.#outlet.isFull) return this.pump();
    const { topic } = this;
    if (this.#sentSeq === undefined || topic.definition.whenSlow !== 'all') return;
    if (topic.hasLost(this.#sentSeq)) this.#outlet.tooSlow(topic, topic.seq - this.#sentSeq);
  }

  /** Sends what is due for as long as the connection takes it. */
  pump(): void {
    const { topic } = this;
    while (!this.#outlet.isFull) {
      const from = this.#sentSeq;
      const beginsAnew = from === undefined || this.#hasFallenBehind(from);
      const step = beginsAnew ? topic.snapshot(this.#filter) : topic.after(from, this.#filter);
      if (!step) return;
      this.#sentSeq = step.seq;
      if (from !== undefined && topic.definition.whenSlow !== 'all' && step.seq > from + 1)
        this.#outlet.skipped(topic, step.seq - from - 1);
      if (step.frame) this.#outlet.write(step.frame);
    }
  }

  #hasFallenBehind(from: number): boolean {
    return this.topic.definition.whenSlow === 'anew' && this.topic.hasLost(from);
  }
}
