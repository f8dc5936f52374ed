import { AppError } from '../../../src/core/errors.ts';
import type { Pool } from '../../../src/core/pool/pool.ts';
import type { Service } from '../../../src/core/service.ts';

/** Backups are files of the real disk, made on threads of their own: a simulated storage makes none before its schema changes. */
export function withoutCopies(service: Service): Service {
  return {
    ...service,
    start: (context) => service.start({ ...context, pool: <M>() => noCopies as unknown as Pool<M> }),
  };
}

const noCopies = {
  run: async (task: string) => {
    if (task !== 'backup') throw new AppError('BUG', `There is no thread for ${task} in a simulation.`);
  },
  close: async () => {},
};
