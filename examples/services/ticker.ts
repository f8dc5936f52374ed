import { defineService } from '../../src/core/service.ts';
import { tickerContract } from './ticker-contract.ts';

export const service = defineService({
  contract: tickerContract,
  start({ streams }) {
    return {
      handlers: {
        run({ ticks }) {
          for (let sequence = 0; sequence < ticks; sequence++)
            streams.ticks.write({ sequence, price: 100 + Math.sin(sequence / 1000) });
        },
      },
    };
  },
});
