// A setting whose value comes from the environment or a file, never from the configuration file itself.
import { z } from 'zod';
import { Secret } from '../core/secret.ts';

/** Marks a schema as secret; the loader then refuses literals in files and flags. Absent unless configured. */
export function secret() {
  return z.instanceof(Secret).optional().meta({ secret: true });
}

/** A secret address. What is not one is refused before anybody looks up a part of its password as a host. */
export function secretUrl(...schemes: readonly [string, ...string[]]) {
  return z
    .instanceof(Secret)
    .refine((given) => isUrl(given.reveal(), schemes))
    .optional()
    .meta({
      secret: true,
      words: `a secret from the environment or \`{ file: PATH }\`: an address as ${schemes[0]}//user:password@host:port/name, with special characters of the password percent-encoded`,
    });
}

function isUrl(text: string, schemes: readonly string[]): boolean {
  if (!URL.canParse(text) || /#|@.*@/.test(text)) return false;
  const { protocol, hostname, searchParams } = new URL(text);
  // PostgreSQL's socket stands in `host`.
  return schemes.includes(protocol) && (hostname !== '' || searchParams.has('host'));
}
