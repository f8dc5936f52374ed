// WebSocket frames of a server, gathered so that a turn costs one write and not thousands.

const LARGEST_SHORT = 125;
const LARGEST_MEDIUM = 0xffff;
const LARGEST_HEAD = 10;
const FIN_AND_TEXT = 0x81;

export class FrameBatch {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;

  /** Text of one byte a character. */
  add(text: string): void {
    const { length } = text;
    if (this.#length + length + LARGEST_HEAD > this.#bytes.length) this.#grow(length + LARGEST_HEAD);
    const bytes = this.#bytes;
    let at = this.#length;
    bytes[at++] = FIN_AND_TEXT;
    if (length <= LARGEST_SHORT) bytes[at++] = length;
    else if (length <= LARGEST_MEDIUM) {
      bytes[at++] = 126;
      at = bytes.writeUInt16BE(length, at);
    } else {
      bytes[at++] = 127;
      at = bytes.writeBigUInt64BE(BigInt(length), at);
    }
    this.#length = at + bytes.write(text, at, 'latin1');
  }

  /** All that was added, as a buffer of its own; undefined where it was nothing. */
  take(): Buffer | undefined {
    if (this.#length === 0) return undefined;
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #grow(more: number): void {
    const grown = Buffer.allocUnsafe(2 * (this.#length + more));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}
