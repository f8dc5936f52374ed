// Tells the source how far a topic is handled: in batches, one under way at a time, always the newest position.
import type { FilledOptions } from './consumer-options.ts';

type Options = Pick<FilledOptions<unknown>, 'source' | 'topic' | 'log' | 'confirmEvery'>;

export class Confirmations {
  readonly #options: Options;
  #handledSeq = 0;
  /** What has been asked for, which is what is handled at the end of a page. */
  #wantedSeq = 0;
  #confirmedSeq = 0;
  #unasked = 0;
  #underway: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  handled(seq: number): void {
    this.#handledSeq = seq;
    if (++this.#unasked >= this.#options.confirmEvery) void this.flush();
  }

  /** The source has confirmed it in another way: by parking it. */
  confirmed(seq: number): void {
    this.#handledSeq = seq;
    this.#confirmedSeq = seq;
  }

  /** Resolves when all that is handled is confirmed, or could not be; then it is tried with the next. Never rejects. */
  flush(): Promise<void> {
    this.#wantedSeq = this.#handledSeq;
    this.#unasked = 0;
    this.#underway ??= Promise.resolve().then(() => this.#confirm());
    return this.#underway;
  }

  async #confirm(): Promise<void> {
    const { source, topic, log } = this.#options;
    try {
      while (this.#confirmedSeq < this.#wantedSeq) {
        const seq = this.#wantedSeq;
        await source.confirmMessages({ topic, seq });
        // Meanwhile a later one may have been parked.
        this.#confirmedSeq = Math.max(this.#confirmedSeq, seq);
      }
    } catch (error) {
      log.warn('messages are handled but not confirmed yet', { topic, seq: this.#wantedSeq, err: error });
    } finally {
      // In the turn of the last look, so that what is wanted after it is not forgotten.
      this.#underway = undefined;
    }
  }
}
