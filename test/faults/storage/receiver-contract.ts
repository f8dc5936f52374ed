import { defineContract } from '../../../src/core/contract.ts';

export const receiverContract = defineContract({ name: 'receiver' });
