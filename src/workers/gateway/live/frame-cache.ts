// Frames that several clients may want, such as a thousand that come back at once; emptied when full.

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_FRAMES = 10_000;

/** Null stands for what was found to have no frame. */
export class FrameCache {
  readonly #frames = new Map<string, Buffer | null>();
  #bytes = 0;

  get(key: string): Buffer | null | undefined {
    return this.#frames.get(key);
  }

  set(key: string, frame: Buffer | null): void {
    const bytes = frame?.length ?? 0;
    if (this.#bytes + bytes > MAX_BYTES || this.#frames.size >= MAX_FRAMES) this.clear();
    this.#frames.set(key, frame);
    this.#bytes += bytes;
  }

  clear(): void {
    this.#frames.clear();
    this.#bytes = 0;
  }
}
