import { zstdCompressSync } from 'node:zlib';

/** For the encoding base64+zstd. */
export function toZstd(data: Uint8Array): Buffer {
  return zstdCompressSync(data);
}
