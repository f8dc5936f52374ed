import type { Clock } from '../clock.ts';
import { currentScope, detach, runInScope } from '../scope.ts';

/** A service's clock: what it starts in a handler goes on after it, without the deadline and cancellation of its caller. */
export function createServiceClock(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    after: (delayMs, run) => clock.after(delayMs, outliving(run)),
    every: (periodMs, run) => clock.every(periodMs, outliving(run)),
    nextTurn: (run) => clock.nextTurn(outliving(run)),
    endOfTurn: (run) => clock.endOfTurn(run),
    sleep: (delayMs, signal) => clock.sleep(delayMs, signal),
  };
}

function outliving(run: () => void): () => void {
  const scope = currentScope();
  if (!scope) return run;
  const own = detach(scope);
  return () => runInScope(own, run);
}
