// A toast is for one's own deed alone; everything else goes to the inbox.
import { notifications } from '@mantine/notifications';
import { toRequestFailure, toSentence } from '../api/failure.ts';

export function tellDone(message: string): void {
  notifications.show({ message, autoClose: 4000, withBorder: true, color: 'var(--good)' });
}

/** Stays until it is closed. Nothing is told of a deed that its doer called off. */
export function tellFailed(what: string, error: unknown): void {
  const failure = toRequestFailure(error);
  const { code, correlationId } = failure;
  if (code === 'STEP_UP_NEEDED') return;
  const trace = correlationId === undefined ? '' : ` (${correlationId})`;
  notifications.show({
    title: what,
    message: `${toSentence(failure)}${trace}`,
    autoClose: false,
    color: 'var(--bad)',
  });
}
