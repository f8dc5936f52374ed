// What was invalidated by tag, told by a counter and not by a clock: a value stored before its tag was marked is void.

/** As plain data, so that a successor can go on from here. */
export type MarksState = {
  readonly version: number;
  readonly floor: number;
  readonly marks: [tag: string, version: number][];
};

const MAX_MARKS = 10_000;

export class TagMarks {
  readonly #max: number;
  readonly #marks: Map<string, number>;
  #version: number;
  /** Whatever is older is void, whichever tags it has. */
  #floor: number;

  constructor({ max = MAX_MARKS, from }: { max?: number; from?: MarksState | undefined } = {}) {
    this.#max = max;
    this.#marks = new Map(from?.marks);
    this.#version = from?.version ?? 0;
    this.#floor = from?.floor ?? 0;
  }

  /** What is read from a source from now on may be stored with this version. */
  get version(): number {
    return this.#version;
  }

  get state(): MarksState {
    return { version: this.#version, floor: this.#floor, marks: [...this.#marks] };
  }

  mark(tags: readonly string[]): void {
    if (tags.length === 0) return;
    this.#version++;
    for (const tag of tags) {
      this.#marks.delete(tag);
      this.#marks.set(tag, this.#version);
    }
    this.#forgetOldest();
  }

  markAll(): void {
    this.#floor = ++this.#version;
    this.#marks.clear();
  }

  isVoid(tags: readonly string[], version: number): boolean {
    if (version < this.#floor) return true;
    if (this.#marks.size === 0) return false;
    for (const tag of tags) {
      const marked = this.#marks.get(tag);
      if (marked !== undefined && marked > version) return true;
    }
    return false;
  }

  /** A forgotten mark must not bring back what it made void, so everything from before it goes with it. */
  #forgetOldest(): void {
    for (const [tag, version] of this.#marks) {
      if (this.#marks.size <= this.#max) return;
      this.#marks.delete(tag);
      this.#floor = version;
    }
  }
}
