// Symbols as text, one string for each however often its bytes come by.

export class SymbolNames {
  readonly #names = new Map<number, string>();

  /** The text of these bytes. */
  at(bytes: Uint8Array, from: number, to: number): string {
    let hash = to - from;
    for (let at = from; at < to; at++) hash = (hash * 31 + bytes[at]!) | 0;
    const known = this.#names.get(hash);
    if (known !== undefined && isSame(known, bytes, from, to)) return known;
    // Some symbols are not in Latin letters; those are made anew each time.
    const name = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
    if (this.#names.size < MAX_NAMES) this.#names.set(hash, name);
    return name;
  }
}

const MAX_NAMES = 10_000;

function isSame(name: string, bytes: Uint8Array, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let index = 0; index < name.length; index++)
    if (name.charCodeAt(index) !== bytes[from + index]) return false;
  return true;
}
