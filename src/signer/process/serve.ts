// Reads requests from one stream and writes answers to another, and ends at the first thing that is out of order.
import type { Readable, Writable } from 'node:stream';
import { createFrameReader, encodeFrame } from './frames.ts';
import { decodePacket, PacketInvalid } from './packet.ts';
import type { Signer } from './signer.ts';

/** Why the process ends, with its exit code. */
export const endings = { parentGone: 0, malformed: 65, bug: 70 } as const;
export type Ending = keyof typeof endings;

/** Calls `end` once, with everything wiped. Answers are written whole and in the order of the requests. */
export function serve(
  signer: Signer,
  input: Readable,
  output: Writable,
  end: (ending: Ending, cause?: unknown) => void,
): void {
  let isOver = false;
  const stop = (ending: Ending, cause?: unknown): void => {
    if (isOver) return;
    isOver = true;
    reader.wipe();
    signer.wipe();
    end(ending, cause);
  };
  const reader = createFrameReader((frame) => {
    const { header, parts } = signer.answer(decodePacket(frame));
    const answer = encodeFrame({ header, parts });
    for (const part of parts) part.fill(0);
    output.write(answer, () => answer.fill(0));
  });
  input.on('data', (chunk: Buffer) => {
    if (isOver) return void chunk.fill(0);
    try {
      reader.push(chunk);
    } catch (thrown) {
      stop(thrown instanceof PacketInvalid ? 'malformed' : 'bug', thrown);
    }
  });
  input.on('end', () => stop(reader.isInside() ? 'malformed' : 'parentGone'));
  input.on('error', () => stop('parentGone'));
  output.on('error', () => stop('parentGone'));
}
