// Work in two steps with time between them: what is begun shows when a life ends in the middle.
import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';
import { AppError } from '../../../src/core/errors.ts';
import { defineService, type Service } from '../../../src/core/service.ts';

export function jobContract<N extends string>(name: N) {
  return defineContract({
    name,
    calls: {
      work: call({ input: z.object({ id: z.string(), waitMs: z.number() }) }),
      /** It cannot go on. */
      giveUp: call({}),
    },
  });
}

export type JobRecord = {
  /** A new number for each life. */
  onStart(): number;
  onBegun(life: number, id: string): void;
  onFinished(life: number, id: string): void;
  onGivenUp?(nowMs: number): void;
  /** The service was told to give back what it holds. */
  onStop(life: number): void;
};

/** @param next the service that does the second half, where there is one */
export function createJob(name: string, record: JobRecord): Service {
  return defineService({
    contract: jobContract(name),
    start({ clock, fail }) {
      const life = record.onStart();
      return {
        handlers: {
          async work({ id, waitMs }) {
            record.onBegun(life, id);
            await clock.sleep(waitMs);
            record.onFinished(life, id);
          },
          giveUp() {
            record.onGivenUp?.(clock.monotonicMs());
            fail(new AppError('WORKER_FAILED', `${name} gives up.`));
          },
        },
        stop: () => record.onStop(life),
      };
    },
  });
}
