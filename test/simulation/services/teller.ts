// A server whose every effect is on record: what the callers were told is compared with it.
import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';
import { defineService, type Service } from '../../../src/core/service.ts';

const order = z.object({ id: z.string(), waitMs: z.number() });
const receipt = z.object({ id: z.string(), teller: z.string() });

export function tellerContract<N extends string>(name: N) {
  return defineContract({
    name,
    calls: {
      apply: call({ input: order, output: receipt }),
      applyUrgently: call({ input: order, output: receipt, urgent: true }),
      applyPatiently: call({ input: order, output: receipt, whenFull: 'block' }),
      put: call({ input: order, output: receipt, idempotent: true }),
    },
  });
}

/** @param onEffect told when an order has been done, at the moment at which it is */
export function createTeller(name: string, onEffect: (id: string) => void): Service {
  return defineService({
    contract: tellerContract(name),
    start({ clock }) {
      const serve = async ({ id, waitMs }: z.output<typeof order>) => {
        if (waitMs > 0) await clock.sleep(waitMs);
        onEffect(id);
        return { id, teller: name };
      };
      return { handlers: { apply: serve, applyUrgently: serve, applyPatiently: serve, put: serve } };
    },
  });
}
