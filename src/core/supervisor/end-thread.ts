import type { Clock, Timer } from '../clock.ts';
import type { ThreadHandle } from './unit.ts';

/** A thread that was ended exits within this, unless it is stuck in a system call. */
const EXIT_TIMEOUT_MS = 2000;

/** Ends a thread; `onOverdue` runs when its exit should have been reported. */
export function endThread(thread: ThreadHandle, clock: Clock, onOverdue: () => void): Timer {
  thread.terminate();
  // The exit may only wait to be read, where this thread was held up itself.
  return clock.after(EXIT_TIMEOUT_MS, () => clock.nextTurn(onOverdue));
}
