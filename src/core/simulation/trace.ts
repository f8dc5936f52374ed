// What happened, as a rolling hash of everything and the last events in words.

/** Words for a kind of event, hashed once. */
export type Label = { readonly text: string; readonly hash: number };

/** FNV-1a. */
export function hashText(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export function createLabel(text: string): Label {
  return { text, hash: hashText(text) };
}

const KEPT = 2000;

export class Trace {
  readonly #times = new Float64Array(KEPT);
  /** The bits of a time, which is what goes into the hash. */
  readonly #time = new Float64Array(1);
  readonly #timeWords = new Uint32Array(this.#time.buffer);
  readonly #labels: (Label | undefined)[] = new Array(KEPT);
  #low = 0x811c9dc5;
  #high = 0x2545f491;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(atMs: number, label: Label): void {
    const at = this.#count++ % KEPT;
    this.#times[at] = atMs;
    this.#labels[at] = label;
    this.#time[0] = atMs;
    this.#mix(label.hash);
    this.#mix(this.#timeWords[0] as number);
    this.#mix(this.#timeWords[1] as number);
  }

  /** Equal for two runs exactly when the same events happened at the same times in the same order. */
  get hash(): string {
    return toHex(this.#high) + toHex(this.#low);
  }

  /** The last events, oldest first. */
  last(limit = KEPT): string[] {
    const first = Math.max(0, this.#count - Math.min(limit, KEPT));
    return Array.from({ length: this.#count - first }, (_, i) => {
      const at = (first + i) % KEPT;
      return `${(this.#times[at] as number).toFixed(3)} ms  ${this.#labels[at]?.text}`;
    });
  }

  #mix(word: number): void {
    this.#low = Math.imul(this.#low ^ word, 0x01000193);
    this.#high = Math.imul(this.#high ^ (word + this.#low), 0x5bd1e995);
    this.#high ^= this.#high >>> 15;
  }
}

function toHex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
