// One topic: what is, and the last of what changed. Each message is serialised and framed once for all its clients.
import { type TopicDefinition, type TopicName, topics } from '../../../api/live.ts';
import { type Delta, DeltaRing } from './delta-ring.ts';
import { FrameCache } from './frame-cache.ts';
import { toTextFrame } from './text-frame.ts';

/** A subscription's filter, checked, with a key that is the same for the same filter. */
export type Filter = { readonly key: string; readonly value: unknown };

/** Who is told that there is something new. */
export type Follower = { offer(): void };

/** What a client asks for by its name: one topic for all, or one of its own for each instrument. */
export type TopicSource = {
  readonly name: TopicName;
  readonly definition: TopicDefinition;
  /** The topic of a filter, with what is left of the filter to narrow; or why there is none, in one line. */
  open(filter: Filter | undefined): Opened | { readonly problem: string };
};
export type Opened = { readonly topic: Topic; readonly filter: Filter | undefined };

export type TopicOptions = {
  readonly name: TopicName;
  readonly epoch: string;
  /** What is as of the last delta; undefined while nobody knows, which `wake` ends. */
  snapshot(filter: unknown): unknown;
  /** What of a delta fits a filter; undefined when nothing does. */
  narrow?(data: unknown, filter: unknown): unknown;
  /** Instead of those of the definition, for tests. */
  readonly definition?: TopicDefinition;
  readonly maxBytes?: number;
};

/** What a subscription is to be sent next; a frame is undefined where the filter leaves nothing. */
export type Step = { readonly seq: number; readonly frame: Buffer | undefined };

const MAX_BYTES = 4 * 1024 * 1024;

export class Topic implements TopicSource {
  readonly name: TopicName;
  readonly definition: TopicDefinition;
  readonly epoch: string;
  readonly #options: TopicOptions;
  readonly #ring: DeltaRing;
  readonly #followers = new Set<Follower>();
  readonly #snapshots = new FrameCache();
  /** Deltas as a filter leaves them, or with a count of what was skipped. */
  readonly #variants = new FrameCache();

  constructor(options: TopicOptions) {
    this.name = options.name;
    this.definition = options.definition ?? topics[options.name];
    this.epoch = options.epoch;
    this.#options = options;
    this.#ring = new DeltaRing(this.definition.backlog, options.maxBytes ?? MAX_BYTES);
  }

  /** Of the newest delta; 0 before the first. */
  get seq(): number {
    return this.#ring.lastSeq;
  }

  /** Deltas that can be had again. */
  get kept(): number {
    return this.seq + 1 - this.#ring.firstSeq;
  }

  get isFollowed(): boolean {
    return this.#followers.size > 0;
  }

  open(filter: Filter | undefined): Opened {
    return { topic: this, filter };
  }

  /** What changed is only in the snapshot. For topics whose slow clients begin anew, since now everybody does. */
  skip(): void {
    this.#ring.clear();
    this.wake();
  }

  /** `data` is what the definition declares, and not changed afterwards. */
  publish(data: unknown): void {
    const seq = this.#ring.lastSeq + 1;
    this.#ring.push({ seq, data, frame: this.#frame('delta', seq, data) });
    this.wake();
  }

  /** What is has become known, or was put right without a delta. */
  wake(): void {
    this.#snapshots.clear();
    for (const follower of this.#followers) follower.offer();
  }

  follow(follower: Follower): void {
    this.#followers.add(follower);
  }

  unfollow(follower: Follower): void {
    this.#followers.delete(follower);
  }

  /** Whether whoever has everything up to `seq` can go on from there. */
  canResume(epoch: string | undefined, seq: number | undefined): seq is number {
    if (epoch !== this.epoch || seq === undefined || seq > this.seq) return false;
    return this.definition.whenSlow === 'latest' ? seq === this.seq : !this.hasLost(seq);
  }

  /** True when a delta after `seq` is no longer kept. */
  hasLost(seq: number): boolean {
    return seq + 1 < this.#ring.firstSeq;
  }

  /** The frame that brings a newcomer up to now; undefined while there is nothing to tell. */
  snapshot(filter: Filter | undefined): Step | undefined {
    const { seq } = this;
    const key = filter?.key ?? '';
    const known = this.#snapshots.get(key);
    if (known) return { seq, frame: known };
    const data = this.#options.snapshot(filter?.value);
    if (data === undefined) return undefined;
    const frame = this.#frame('snapshot', seq, data);
    this.#snapshots.set(key, frame);
    return { seq, frame };
  }

  /** What comes after `seq`, which must not be lost; undefined at the end. */
  after(seq: number, filter: Filter | undefined): Step | undefined {
    const newest = this.#ring.newest;
    if (!newest || seq >= newest.seq) return undefined;
    if (this.definition.whenSlow === 'latest') {
      const skipped = newest.seq - seq - 1;
      return { seq: newest.seq, frame: skipped === 0 ? newest.frame : this.#skipping(newest, skipped) };
    }
    const next = this.#ring.at(seq + 1);
    if (!next) return undefined;
    return { seq: next.seq, frame: filter ? this.#narrow(next, filter) : next.frame };
  }

  #skipping({ seq, data }: Delta, skipped: number): Buffer {
    const key = `${seq} ${skipped}`;
    const known = this.#variants.get(key);
    if (known) return known;
    const frame = this.#frame('delta', seq, data, skipped);
    this.#variants.set(key, frame);
    return frame;
  }

  #narrow({ seq, data }: Delta, filter: Filter): Buffer | undefined {
    const key = `${seq} ${filter.key}`;
    const known = this.#variants.get(key);
    if (known !== undefined) return known ?? undefined;
    const part = this.#options.narrow?.(data, filter.value);
    const frame = part === undefined ? undefined : this.#frame('delta', seq, part);
    this.#variants.set(key, frame ?? null);
    return frame;
  }

  #frame(type: 'snapshot' | 'delta', seq: number, data: unknown, skipped?: number): Buffer {
    const { name: topic, epoch } = this;
    return toTextFrame(JSON.stringify({ type, topic, epoch, seq, skipped, data }));
  }
}
