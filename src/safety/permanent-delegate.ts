import { defineExtensionCheck } from './extension-check.ts';

export const permanentDelegate = defineExtensionCheck({
  name: 'permanent-delegate',
  summary: 'Nobody can take or burn what others hold.',
  extension: 'permanentDelegate',
  absent: 'Nobody can take it out of a wallet.',
  harm: ({ authority }) =>
    authority === null ? undefined : `${authority} can take it out of any wallet (permanent delegate).`,
});
