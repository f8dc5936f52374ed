// One attempt to hand one message to one receiver.
import type { Clock } from '../../../core/clock.ts';
import { type AppError, toAppError } from '../../../core/errors.ts';
import { createExpiry, untilAborted } from '../../../core/outside/expiry.ts';
import { readStart } from '../../../core/outside/http-body.ts';
import type { HttpTransport } from '../../../core/outside/http-transport.ts';
import { toRetryAfterMs } from '../../../core/outside/rate-headers.ts';
import { toSignature } from './signature.ts';
import { type OwedEvent, toBody } from './webhook-event.ts';

export type Delivery = {
  readonly url: string;
  readonly secret: string;
  /** The same at every attempt, by which a receiver knows what it has seen. */
  readonly id: string;
  readonly event: OwedEvent;
};

export type DeliveryDoors = {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  /** For the whole exchange. */
  readonly timeoutMs: number;
};

/** `retry` may go well later; `final` will not; `gone` is the receiver's word that nothing more is wanted (410). */
export type DeliveryOutcome = {
  readonly outcome: 'delivered' | 'retry' | 'final' | 'gone';
  /** For people; quotes nothing of the address or of what was answered. */
  readonly says: string;
  /** How long it wants to be left alone. */
  readonly retryAfterMs?: number;
};

/** Its answer is not needed, but one that was read to its end leaves no broken connection behind. */
const MAX_ANSWER_BYTES = 4096;
const GONE = 410;

/** Never rejects. */
export async function deliver(
  { url, secret, id, event }: Delivery,
  { transport, clock, timeoutMs }: DeliveryDoors,
  stopping?: AbortSignal,
): Promise<DeliveryOutcome> {
  const body = toBody(id, event);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Zapflow',
    'zapflow-id': id,
    'zapflow-topic': event.topic,
    'zapflow-signature': toSignature(secret, clock.now(), body),
  };
  const expiry = createExpiry('The receiver', clock, stopping, timeoutMs);
  try {
    const { signal } = expiry;
    const { status, retryAfterMs } = await untilAborted(signal, async () => {
      const answer = await transport.exchange({ method: 'POST', url, headers, body, signal });
      // What it decided is said; that the rest breaks or never comes changes nothing.
      await readStart(answer.body, MAX_ANSWER_BYTES).catch(() => {});
      const { status, headers: told } = answer;
      return { status, retryAfterMs: toRetryAfterMs(told['retry-after'], clock.now()) };
    });
    return toOutcome(status, retryAfterMs);
  } catch (thrown) {
    return toFailed(toAppError(thrown), timeoutMs);
  } finally {
    expiry.dispose();
  }
}

function toOutcome(status: number, retryAfterMs: number | undefined): DeliveryOutcome {
  if (status >= 200 && status < 300) return { outcome: 'delivered', says: `It answered ${status}.` };
  if (status >= 300 && status < 400)
    return {
      outcome: 'final',
      says: `It answered ${status}, a redirect, which is not followed: enter the final address.`,
    };
  if (status === GONE) return { outcome: 'gone', says: 'It answered 410: it wants nothing more.' };
  const says = `It answered ${status}.`;
  return retryAfterMs === undefined ? { outcome: 'retry', says } : { outcome: 'retry', says, retryAfterMs };
}

function toFailed({ code, kind, message, details }: AppError, timeoutMs: number): DeliveryOutcome {
  const { reason } = details;
  const outcome = kind === 'refused' || kind === 'input' ? 'final' : 'retry';
  if (code === 'OUTSIDE_TIMEOUT') return { outcome, says: `It did not answer within ${timeoutMs / 1000} s.` };
  if (code === 'HTTP_UNREACHABLE') return { outcome, says: `It cannot be reached (${reason}).` };
  if (code === 'HTTP_BROKEN') return { outcome, says: `The connection broke (${reason}).` };
  if (code === 'ADDRESS_NOT_PUBLIC' || code === 'HTTP_REQUEST_INVALID') return { outcome, says: message };
  return { outcome, says: `It could not be asked (${code}).` };
}
