// A cell of shared memory that a living event loop moves on; one that stands still is blocked or dead.
import type { Clock, Timer } from '../clock.ts';

export function allocateHeartbeat(): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
}

/** How often a thread beats, so that a missed beat or two is no alarm. */
export function toBeatMs(heartbeatIntervalMs: number): number {
  return Math.min(1000, Math.max(10, heartbeatIntervalMs / 10));
}

/** Beats on the thread that is watched. `onBeat` is told how late the beat came. */
export function startHeartbeat(
  memory: SharedArrayBuffer,
  beatMs: number,
  clock: Clock,
  onBeat: (lateMs: number) => void,
): Timer {
  const cell = new Int32Array(memory);
  let dueMs = clock.monotonicMs() + beatMs;
  return clock.every(beatMs, () => {
    Atomics.add(cell, 0, 1);
    const nowMs = clock.monotonicMs();
    onBeat(Math.max(0, nowMs - dueMs));
    dueMs = nowMs + beatMs;
  });
}

/** Watches from the supervisor's side; `onSilence` runs once when the cell has not moved for the whole interval. */
export function watchHeartbeat(
  memory: SharedArrayBuffer,
  heartbeatIntervalMs: number,
  clock: Clock,
  onSilence: (silentMs: number) => void,
): Timer {
  const cell = new Int32Array(memory);
  let last = Atomics.load(cell, 0);
  let movedMs = clock.monotonicMs();
  let lookedMs = movedMs;
  const lookMs = toBeatMs(heartbeatIntervalMs);
  const timer = clock.every(lookMs, () => {
    const nowMs = clock.monotonicMs();
    const beats = Atomics.load(cell, 0);
    // A watcher that was held up itself has no right to accuse: the thread may not have had the processor either.
    const wasHeldUp = nowMs - lookedMs > heartbeatIntervalMs / 2;
    lookedMs = nowMs;
    if (beats !== last || wasHeldUp) {
      last = beats;
      movedMs = nowMs;
    } else if (nowMs - movedMs >= heartbeatIntervalMs) {
      timer.cancel();
      onSilence(nowMs - movedMs);
    }
  });
  return timer;
}
