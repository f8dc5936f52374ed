// How many tasks a lane may have in flight: many while they are short, one while they are long.
import { SLOTS } from './thread-state.ts';

/** Work a thread should have at hand, so that it never waits for the pool's next message. */
const BACKLOG_MS = 4;
/** A task that runs this long gets nothing posted behind it. */
export const LONG_TASK_MS = 20;
const FIRST_SIZE = 2;

export class Window {
  size = FIRST_SIZE;
  #meanMs: number | undefined;

  /** Learns from finished tasks: at most doubles, shrinks at once. */
  learn(count: number, totalRunMs: number): void {
    const meanMs = totalRunMs / count;
    this.#meanMs = this.#meanMs === undefined ? meanMs : (this.#meanMs + meanMs) / 2;
    const wanted =
      this.#meanMs >= LONG_TASK_MS ? 1 : Math.max(FIRST_SIZE, Math.floor(BACKLOG_MS / this.#meanMs));
    this.size = Math.min(wanted, this.size * 2, SLOTS);
  }
}
