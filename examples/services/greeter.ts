import { defineService } from '../../src/core/service.ts';
import { greeterContract } from './greeter-contract.ts';

export const service = defineService({
  contract: greeterContract,
  start({ publish, log }) {
    let total = 0;
    return {
      handlers: {
        async greet({ name }) {
          total++;
          log.debug('greeting', { name });
          await publish('greeted', { name, total });
          return `Hello, ${name}!`;
        },
        crash: () => process.exit(1),
      },
    };
  },
});
