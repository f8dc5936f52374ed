import { z } from 'zod';
import { call, defineContract } from '../../contract.ts';
import { AppError } from '../../errors.ts';
import { defineService } from '../../service.ts';

/** A service for tests whose start or stop goes wrong as its settings say. */
export const troubledContract = defineContract({
  name: 'troubled',
  calls: { starts: call({ output: z.int(), idempotent: true }) },
});

const shared = z.custom<SharedArrayBuffer>((value) => value instanceof SharedArrayBuffer);

const settings = z.object({
  /** Counts the starts, across threads. */
  starts: shared,
  failures: z.int().default(0),
  how: z.enum(['throw', 'config', 'exit', 'never', 'stuckStop', 'throwingStop']),
});

export type TroubledSettings = z.input<typeof settings>;

export const service = defineService({
  contract: troubledContract,
  settings,
  async start({ settings: { starts, failures, how }, log }) {
    const cell = new Int32Array(starts);
    const count = Atomics.add(cell, 0, 1) + 1;
    Atomics.notify(cell, 0);
    if (count <= failures) {
      log.info('about to fail', { count });
      if (how === 'throw') throw new TypeError(`start ${count} failed`);
      if (how === 'config') throw new AppError('CONFIG_INVALID', 'no such exchange');
      if (how === 'exit') process.exit(9);
      if (how === 'never') await new Promise(() => {});
    }
    return {
      handlers: { starts: () => Atomics.load(cell, 0) },
      stop() {
        if (how === 'stuckStop') return new Promise<void>(() => {});
        if (how === 'throwingStop') throw new Error('stop failed');
        return undefined;
      },
    };
  },
});
