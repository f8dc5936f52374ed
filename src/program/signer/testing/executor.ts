import { defineService } from '../../../core/service.ts';
import { askSignature } from '../../../workers/signer/ask-signature.ts';
import { signerContract } from '../../../workers/signer/contract.ts';
import { executorContract } from './executor-contract.ts';

export const service = defineService({
  contract: executorContract,
  uses: { signer: signerContract },
  start: ({ clients: { signer } }) => ({
    handlers: {
      sign: async ({ deadlineMs, ...request }) => ({
        ...(await askSignature(signer, request, { deadlineMs })),
      }),
    },
  }),
});
