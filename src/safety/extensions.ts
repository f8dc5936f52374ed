import { z } from 'zod';
import { defineSafetyCheck, pass, refuse, unknown } from './safety-check.ts';

/** They name and group tokens, and move nothing. */
const harmless = [
  'metadataPointer',
  'tokenMetadata',
  'groupPointer',
  'tokenGroup',
  'groupMemberPointer',
  'tokenGroupMember',
];
/** What a check of its own looks at. */
const looked = new Set([
  'transferFeeConfig',
  'transferHook',
  'permanentDelegate',
  'defaultAccountState',
  'nonTransferable',
  'pausable',
  'mintCloseAuthority',
]);

export const extensions = defineSafetyCheck({
  name: 'extensions',
  summary:
    'The token has no extension but those that are known to do no harm; others have a check of their own.',
  points: 40,
  settings: z.strictObject({
    allowed: z
      .array(z.string())
      .default(harmless)
      .describe('Extensions of Token-2022 that are let through, by name'),
  }),
  check({ extensions: all }, { allowed }) {
    if (all === null) return unknown('its extensions');
    const others = all.map(({ name }) => name).filter((name) => !looked.has(name));
    const refused = others.filter((name) => !allowed.includes(name));
    if (refused.length > 0) return refuse(`It has ${refused.join(', ')}.`);
    return pass(
      others.length === 0 ? 'It has no other extension.' : `It has ${others.join(', ')}, which do no harm.`,
    );
  },
});
