import { threadId } from 'node:worker_threads';
import { defineService } from '../../../src/core/service.ts';
import { echoOnArrival } from '../peers/raw-echo.ts';
import { echoContract } from './echo-contract.ts';

export const service = defineService({
  contract: echoContract,
  start() {
    const stop = echoOnArrival();
    return {
      handlers: { echo: (input) => input, threadId: () => threadId, crash: () => process.exit(1) },
      stop,
    };
  },
});
