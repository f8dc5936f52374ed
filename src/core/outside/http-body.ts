import { AppError } from '../errors.ts';

/** The whole body; HTTP_RESPONSE_TOO_LARGE, and no more is read, as soon as it is longer than `maxBytes`. */
export async function readBody(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const { bytes, isWhole } = await readStart(chunks, maxBytes);
  if (isWhole) return bytes;
  throw new AppError('HTTP_RESPONSE_TOO_LARGE', `The response is longer than ${maxBytes} bytes.`, {
    details: { maxBytes },
  });
}

/** The first `maxBytes` of the body, and whether that was all of it. */
export async function readStart(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk.subarray(0, maxBytes - length));
    length += chunk.length;
    if (length > maxBytes) return { bytes: Buffer.concat(parts), isWhole: false };
  }
  return { bytes: Buffer.concat(parts), isWhole: true };
}

/** The JSON value, `undefined` for an empty body; HTTP_NOT_JSON for anything else, invalid UTF-8 too. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new AppError('HTTP_NOT_JSON');
  }
}
