// A scheduler on the loop of the test itself: only its own clock is virtual.
import { type RealLoop, Scheduler } from '../scheduler.ts';

const loop: RealLoop = { nextTurn: (run) => void setImmediate(run), endOfTurn: queueMicrotask };

export const createTestScheduler = (): Scheduler => new Scheduler(loop);
