import { defineExtensionCheck } from './extension-check.ts';

export const mintCloseAuthority = defineExtensionCheck({
  name: 'mint-close-authority',
  summary: 'Nobody can close the mint and open another one in its place.',
  extension: 'mintCloseAuthority',
  absent: 'Nobody can close the mint.',
  harm: ({ authority }) =>
    authority === null ? undefined : `${authority} can close the mint (mintCloseAuthority).`,
});
