// A check of one extension of Token-2022: what it allows somebody to do, unless it is switched off for good.
import { z } from 'zod';
import type { TokenExtension, TokenFacts } from '../domain/solana/safety.ts';
import { defineSafetyCheck, type Judged, pass, refuse, type SafetyCheck, unknown } from './safety-check.ts';

export type ExtensionCheck = {
  readonly name: string;
  readonly summary: string;
  /** As the token program calls it. */
  readonly extension: string;
  /** What is told where the token does not have it. */
  readonly absent: string;
  /** Undefined where it does no harm as it is set. */
  harm(extension: TokenExtension): string | undefined;
};

export function defineExtensionCheck({
  name,
  summary,
  extension,
  absent,
  harm,
}: ExtensionCheck): SafetyCheck {
  return defineSafetyCheck({
    name,
    summary,
    points: 40,
    settings: z.strictObject({}),
    check: ({ extensions }) =>
      withExtension(extensions, extension, absent, (found) => {
        const says = harm(found);
        return says === undefined ? pass(`It has ${extension}, switched off.`) : refuse(says);
      }),
  });
}

export function withExtension(
  extensions: TokenFacts['extensions'],
  name: string,
  absent: string,
  judge: (extension: TokenExtension) => Judged,
): Judged {
  if (extensions === null) return unknown('its extensions');
  const found = extensions.find((extension) => extension.name === name);
  return found === undefined ? pass(absent) : judge(found);
}
