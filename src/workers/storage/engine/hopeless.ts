// What cannot be waited out: a database that is damaged, a disk that may have lost what it had taken.
import type { Clock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';

export type EndIfHopeless = (failure: AppError | undefined) => void;

/** The error to end with, if it is one to end with. */
export function toHopeless(failure: AppError | undefined): AppError | undefined {
  if (failure?.code === 'DATABASE_CORRUPT') return failure;
  // What was not written then the system may have forgotten by now: trying again would look like success.
  if (failure?.code === 'DISK_SYNC_FAILED')
    return new AppError('DISK_UNTRUSTED', undefined, { cause: failure });
  return undefined;
}

export function createHopelessEnd({ clock, fail }: { clock: Clock; fail: Context['fail'] }): EndIfHopeless {
  return (failure) => {
    const end = toHopeless(failure);
    // Whoever waits is told first.
    if (end) clock.nextTurn(() => fail(end));
  };
}
