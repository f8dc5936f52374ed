// Hands the requests of the program to the signer. The guard owns the signer, so that keys stay loaded while the program restarts.
import { AppError } from '../core/errors.ts';
import type { SignerClient, SignerPipes } from './client.ts';
import { createFrameReader, encodeFrame } from './process/frames.ts';
import type { Kind } from './process/operations/index.ts';
import { decodePacket, type Header, PacketInvalid } from './process/packet.ts';
import { isForProgram, isKind } from './request-policy.ts';

/**
 * Serves one life of the program until its pipe ends. Frames are cut here, so that a program that dies in the middle of one, or writes
 * nonsense, takes nothing but its own pipe along. A request whose outcome is unknown gets no answer.
 */
export function relayRequests({ input, output }: SignerPipes, signer: () => SignerClient | undefined): void {
  const answer = (header: Header, parts: readonly Buffer[]): void => {
    const frame = encodeFrame({ header, parts });
    for (const part of parts) part.fill(0);
    if (input.writable) input.write(frame, () => frame.fill(0));
    else frame.fill(0);
  };
  const pass = async (kind: Kind, fields: Header, parts: readonly Buffer[]): Promise<void> => {
    const { id } = fields;
    try {
      const client = signer();
      if (client === undefined) throw new AppError('SIGNER_AWAY');
      const { facts, parts: given } = await client.request(kind, fields, parts);
      answer({ id, outcome: 'done', facts }, given);
    } catch (thrown) {
      const header = headerOf(thrown);
      if (header !== undefined) answer({ id, ...header }, []);
    }
  };
  const reader = createFrameReader((frame) => {
    const { header, parts } = decodePacket(frame);
    const { kind } = header;
    if (!isKind(kind)) throw new PacketInvalid('no known request');
    if (!isForProgram(kind)) {
      const { id } = header;
      return answer({ id, outcome: 'refused', reason: 'REQUEST_FORBIDDEN', facts: { request: kind } }, []);
    }
    // the client copies what it sends before it gives way
    void pass(kind, header, parts);
  });
  const close = (): void => {
    reader.wipe();
    input.destroy();
    output.destroy();
  };
  output.on('data', (chunk: Buffer) => {
    try {
      reader.push(chunk);
    } catch {
      close();
    }
  });
  output.on('close', close);
  for (const stream of [input, output]) stream.on('error', close);
}

function headerOf(thrown: unknown): Header | undefined {
  if (!(thrown instanceof AppError)) return undefined;
  if (thrown.code === 'SIGNER_REFUSED') {
    const { reason, ...facts } = thrown.details;
    return { outcome: 'refused', reason, facts };
  }
  return thrown.code === 'SIGNER_AWAY' || thrown.code === 'QUEUE_FULL' ? { outcome: 'away' } : undefined;
}
