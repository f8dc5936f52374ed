// The parent's side of the signer's pipes: requests with ids, each with a time limit and an outcome that is never guessed.
import type { Readable, Writable } from 'node:stream';
import type { Clock, Timer } from '../core/clock.ts';
import { AppError, type ErrorDetails } from '../core/errors.ts';
import { createFrameReader, encodeFrame } from './process/frames.ts';
import type { Kind } from './process/operations/index.ts';
import { decodePacket, type Header } from './process/packet.ts';
import { type Reason, reasons } from './process/reasons.ts';
import { policyOf } from './request-policy.ts';

/** The pipes of a signer process. The client ends with its output. */
export type SignerPipes = { readonly input: Writable; readonly output: Readable };

/** The parts belong to the caller, who wipes them when they are secret. */
export type Answer = { readonly facts: Header; readonly parts: readonly Buffer[] };

export type SignerClient = {
  /**
   * Copies the parts; wipe yours. Rejects with SIGNER_REFUSED (`details.reason`); with SIGNER_AWAY when nothing can have happened or
   * asking again does no harm; with SIGNER_UNANSWERED when it may have happened; with QUEUE_FULL beyond 64 open requests.
   */
  request(kind: Kind, fields: Header, parts: readonly Buffer[]): Promise<Answer>;
  /** Resolves when the signer is gone. */
  readonly ended: Promise<void>;
};

export type ClientOptions = {
  readonly clock: Clock;
  readonly signTimeoutMs?: number;
  readonly loadTimeoutMs?: number;
};

const MAX_OPEN = 64;

type Open = {
  readonly kind: Kind;
  readonly timer: Timer;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: AppError) => void;
};

export function createSignerClient({ input, output }: SignerPipes, options: ClientOptions): SignerClient {
  const { clock, signTimeoutMs = 2000, loadTimeoutMs = 30_000 } = options;
  const open = new Map<number, Open>();
  const { promise: ended, resolve: tellEnded } = Promise.withResolvers<void>();
  let lastId = 0;
  let isEnded = false;

  const take = (id: unknown): Open | undefined => {
    const found = open.get(id as number);
    found?.timer.cancel();
    open.delete(id as number);
    return found;
  };
  const end = (why: string): void => {
    if (isEnded) return;
    isEnded = true;
    for (const [id, { kind }] of open) take(id)?.reject(lost(kind, why));
    reader.wipe();
    input.destroy();
    output.destroy();
    tellEnded();
  };
  const reader = createFrameReader((frame) => {
    const { header, parts } = decodePacket(frame);
    // an answer that came too late has nobody waiting, and is wiped with its frame
    const waiting = take(header['id']);
    if (header['outcome'] === 'refused') waiting?.reject(refusalOf(header));
    else if (header['outcome'] === 'away') waiting?.reject(new AppError('SIGNER_AWAY'));
    else waiting?.resolve({ facts: objectOf(header['facts']), parts: parts.map(copyOf) });
  });

  output.on('data', (chunk: Buffer) => {
    try {
      reader.push(chunk);
    } catch {
      end('it answered what is no answer');
    }
  });
  output.on('close', () => end('it ended'));
  output.on('error', () => end('its output failed'));
  input.on('error', () => end('its input failed'));

  return {
    ended,
    async request(kind, fields, parts) {
      if (isEnded) throw new AppError('SIGNER_AWAY', undefined, { details: { request: kind } });
      if (open.size >= MAX_OPEN)
        throw new AppError('QUEUE_FULL', undefined, { details: { queue: 'signer' } });
      lastId += 1;
      const id = lastId;
      const frame = encodeFrame({ header: { ...fields, id, kind }, parts });
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      const timeoutMs = policyOf(kind).derives ? loadTimeoutMs : signTimeoutMs;
      const timer = clock.after(timeoutMs, () =>
        take(id)?.reject(lost(kind, `no answer in ${timeoutMs} ms`)),
      );
      open.set(id, { kind, timer, resolve, reject });
      input.write(frame, () => frame.fill(0));
      return await promise;
    },
  };
}

function lost(kind: Kind, why: string): AppError {
  const code = policyOf(kind).repeatable ? 'SIGNER_AWAY' : 'SIGNER_UNANSWERED';
  return new AppError(code, undefined, { details: { request: kind, why } });
}

function refusalOf({ reason, facts }: Header): AppError {
  return toRefused(reason, objectOf(facts));
}

/** Says where a fact tells the place, and what is wanted there. */
export function toRefused(reason: unknown, facts: Header): AppError {
  const isKnown = typeof reason === 'string' && Object.hasOwn(reasons, reason);
  const details: ErrorDetails = { reason, ...facts };
  const message = isKnown ? reasons[reason as Reason] : undefined;
  const { at, wants } = facts;
  if (message === undefined || typeof at !== 'string' || typeof wants !== 'string')
    return new AppError('SIGNER_REFUSED', message, { details });
  return new AppError('SIGNER_REFUSED', `${message.replace(/\.$/, '')}: ${at} ${wants}.`, { details });
}

function objectOf(value: unknown): Header {
  return typeof value === 'object' && value !== null ? (value as Header) : {};
}

/** Not `Buffer.from`, which takes from a shared pool. */
function copyOf(part: Buffer): Buffer {
  const copy = Buffer.alloc(part.length);
  part.copy(copy);
  return copy;
}
