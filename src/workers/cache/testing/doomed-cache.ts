// The cache worker, with a cell by which a test lets its thread die.
import { z } from 'zod';
import type { Service } from '../../../core/service.ts';
import { service as cache } from '../service.ts';

const settings = z.object({
  doom: z.custom<SharedArrayBuffer>((value) => value instanceof SharedArrayBuffer),
  cache: cache.settings,
});

export const service: Service = {
  ...cache,
  settings,
  start(context) {
    const { doom, cache: own } = context.settings as z.output<typeof settings>;
    const cell = new Int32Array(doom);
    context.clock.every(1, () => {
      if (Atomics.exchange(cell, 0, 0) === 1) throw new Error('doomed');
    });
    return cache.start({ ...context, settings: own });
  },
};
