import { defineExtensionCheck } from './extension-check.ts';

export const nonTransferable = defineExtensionCheck({
  name: 'non-transferable',
  summary: 'The token can be passed on.',
  extension: 'nonTransferable',
  absent: 'It can be transferred.',
  harm: () => 'It cannot be transferred, so it cannot be sold.',
});
