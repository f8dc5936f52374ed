// One part of what a page shows, outside React: counted as it changes, shown at most four times a second.
import { browserFrames, createFrameGate, type FrameDoors } from '../../../live/frame-gate.ts';

export class PartStore {
  readonly #raw = new Set<() => void>();
  readonly #shown = new Set<() => void>();
  readonly #ask: () => void;
  #version = 0;

  constructor(doors: FrameDoors = browserFrames) {
    this.#ask = createFrameGate(() => {
      this.#version += 1;
      for (const listener of this.#shown) listener();
    }, doors);
  }

  change(): void {
    for (const listener of this.#raw) listener();
    if (this.#shown.size > 0) this.#ask();
    else this.#version += 1;
  }

  /** Each change as it comes, for what draws itself. */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#raw.add(listener);
    return () => this.#raw.delete(listener);
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#shown.add(listener);
    return () => this.#shown.delete(listener);
  };

  readonly version = (): number => this.#version;
}
