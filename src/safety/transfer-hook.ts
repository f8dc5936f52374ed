import { defineExtensionCheck } from './extension-check.ts';

export const transferHook = defineExtensionCheck({
  name: 'transfer-hook',
  summary: 'No program of somebody is asked at each transfer and can refuse it.',
  extension: 'transferHook',
  absent: 'No program is asked at transfers.',
  harm({ authority, figures }) {
    const { program = null } = figures;
    if (program !== null) return `Program ${program} is asked at each transfer and can refuse it.`;
    return authority === null ? undefined : `${authority} can have a program asked at each transfer.`;
  },
});
