import { z } from 'zod';
import { defineSafetyCheck, pass, refuse, unknown, warn } from '../safety-check.ts';
import { type KnownName, knownNames } from './known-names.ts';
import { toSkeleton } from './to-skeleton.ts';

const known = knownNames.flatMap((of) => [of.symbol, of.name].map((text) => [toSkeleton(text), of] as const));
const bySkeleton = new Map<string, KnownName>(known);

export const lookAlike = defineSafetyCheck({
  name: 'look-alike',
  summary: 'Its name and symbol are not taken for those of a well-known token.',
  points: 50,
  settings: z.strictObject({}),
  check({ mint, metadata }) {
    if (metadata === null) return unknown('its name');
    const { name, symbol } = metadata;
    for (const text of [symbol, name]) {
      const meant = bySkeleton.get(toSkeleton(text));
      if (meant !== undefined && !meant.mints.includes(mint))
        return refuse(
          `LOOKALIKE: ${JSON.stringify(text)} is taken for ${meant.symbol}, whose mint is ${meant.mints[0]}.`,
        );
    }
    return [symbol, name].some(isMixed)
      ? warn('Its name mixes letters of several alphabets.')
      : pass('No well-known token is called like that.');
  },
});

/** Latin beside letters that are drawn to look like it. */
function isMixed(text: string): boolean {
  return (
    /\p{Script=Latin}/u.test(text) &&
    /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(text)
  );
}
