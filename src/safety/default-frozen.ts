import { z } from 'zod';
import { withExtension } from './extension-check.ts';
import { defineSafetyCheck, pass, refuse, unknown } from './safety-check.ts';

export const defaultFrozen = defineSafetyCheck({
  name: 'default-frozen',
  summary: 'What is bought is not frozen from the start.',
  points: 40,
  settings: z.strictObject({}),
  check: ({ extensions, freezeAuthority }) =>
    withExtension(
      extensions,
      'defaultAccountState',
      'New accounts are not frozen.',
      ({ figures: { state } }) => {
        if (state !== 'initialized')
          return refuse(`New accounts of it are ${state ?? 'in an unknown state'} from the start.`);
        if (freezeAuthority === null) return unknown('who may have new accounts frozen');
        return freezeAuthority === 'none'
          ? pass('New accounts are not frozen, and nobody can change that.')
          : refuse(`${freezeAuthority} can have new accounts frozen from the start.`);
      },
    ),
});
