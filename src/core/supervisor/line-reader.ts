// Lines from a byte stream that may be hostile: bounded in length, strict UTF-8.
import { AppError } from '../errors.ts';

const NEWLINE = 10;

/** Each full line without its end; MESSAGE_TOO_LARGE for a longer one, MESSAGE_INVALID for broken UTF-8. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  maxLineBytes: number,
): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      refuseLong(restBytes + end - from, maxLineBytes);
      yield decode(Buffer.concat([...rest, chunk.subarray(from, end)]));
      rest = [];
      restBytes = 0;
      from = end + 1;
    }
    if (from === chunk.length) continue;
    rest.push(chunk.subarray(from));
    restBytes += chunk.length - from;
    refuseLong(restBytes, maxLineBytes);
  }
}

function refuseLong(bytes: number, maxLineBytes: number): void {
  if (bytes > maxLineBytes)
    throw new AppError('MESSAGE_TOO_LARGE', `A line is longer than ${maxLineBytes} bytes.`);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('MESSAGE_INVALID', 'A line is not UTF-8.', { cause: error });
  }
}
