// An end for signals that nobody followed while the worker was not there.
import type { Timer } from '../../core/clock.ts';
import { toAppError } from '../../core/errors.ts';
import type { Context } from '../../core/service.ts';
import type { storageContract } from '../storage/contract.ts';

type Doors = Pick<Context<never, { storage: typeof storageContract }>, 'clients' | 'clock' | 'log'>;

const ASK_MS = 30_000;
const AT_ONCE = 200;
/** Between two attempts to end signals of before while storage is away. */
const RETRY_MS = 30_000;

/**
 * Signals of an earlier life whose end was open: what happened since was not seen, so they end as cut off.
 * Waits for the first page of them alone; the others, and what storage did not take, follow in the background.
 */
export async function cutOpenSignals({ clients: { storage }, clock, log }: Doors): Promise<{ stop(): void }> {
  const startMs = clock.now();
  const cut = new Set<string>();
  let timer: Timer | undefined;
  let isStopped = false;
  let isAway = false;

  /** Says whether the page had any to cut: one that comes again, although it was cut, is left. */
  const cutPage = async (): Promise<boolean> => {
    const open = await storage.openSignals(undefined, { deadlineMs: ASK_MS });
    const left = open.filter(({ id, eventMs }) => eventMs < startMs && !cut.has(id));
    const outcomes = left.map(({ outcome }) => ({ ...outcome, end: 'cut' as const, endMs: clock.now() }));
    for (let from = 0; from < outcomes.length; from += AT_ONCE)
      await storage.recordFlow({ outcomes: outcomes.slice(from, from + AT_ONCE) });
    for (const { id } of left) cut.add(id);
    return left.length > 0;
  };
  const next = async () => {
    let waitMs = 0;
    try {
      if (!(await cutPage())) return;
      isAway = false;
    } catch (thrown) {
      waitMs = RETRY_MS;
      if (!isAway) log.info(`signals of before stay open for now: ${toAppError(thrown).message}`);
      isAway = true;
    }
    if (!isStopped) timer = clock.after(waitMs, () => void next());
  };
  await next();
  return {
    stop() {
      isStopped = true;
      timer?.cancel();
    },
  };
}
