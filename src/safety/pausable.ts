import { defineExtensionCheck } from './extension-check.ts';

export const pausable = defineExtensionCheck({
  name: 'pausable',
  summary: 'Nobody can stop all transfers.',
  extension: 'pausable',
  absent: 'Nobody can pause it.',
  harm({ authority, figures }) {
    if (figures['isPaused'] !== false) return 'All transfers of it are paused.';
    return authority === null ? undefined : `${authority} can pause all transfers of it.`;
  },
});
