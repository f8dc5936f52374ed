const [COMMA, OPEN, CLOSE, ZERO] = [0x2c, 0x5b, 0x5d, 0x30] as const;

/** `[1,2,…]`, the file that wallets of Solana read, without ever being a string, which nobody could wipe. Wipe the result. */
export function toNumberList(bytes: Buffer): Buffer {
  const text = Buffer.alloc(bytes.length * 4 + 2);
  let at = 0;
  const write = (letter: number): void => {
    text[at] = letter;
    at += 1;
  };
  for (const byte of bytes) {
    write(at === 0 ? OPEN : COMMA);
    if (byte >= 100) write(ZERO + Math.floor(byte / 100));
    if (byte >= 10) write(ZERO + (Math.floor(byte / 10) % 10));
    write(ZERO + (byte % 10));
  }
  write(CLOSE);
  return text.subarray(0, at);
}
