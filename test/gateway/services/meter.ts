// A service that does nothing but count, as fast as it can.
import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';
import { defineService } from '../../../src/core/service.ts';

/** Milliseconds that the histogram gets, in turn. */
export const CYCLE = 1000;

export const meterContract = defineContract({
  name: 'meter',
  calls: { count: call({ input: z.object({ updates: z.int() }) }) },
});

export const service = defineService({
  contract: meterContract,
  async start({ metrics }) {
    const errors = metrics.counter('error_count');
    const depth = metrics.gauge('zapflow_storage_queue_depth');
    const took = metrics.histogram('zapflow_pool_run');
    return {
      handlers: {
        count({ updates }) {
          for (let i = 0; i < updates; i++) {
            errors.add();
            depth.set(i);
            took.record(i % CYCLE);
          }
        },
      },
    };
  },
});
