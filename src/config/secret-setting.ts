// A setting whose value comes from the environment or a file, never from the configuration file itself.
import { z } from 'zod';
import { Secret } from '../core/secret.ts';

/** Marks a schema as secret; the loader then refuses literals in files and flags. Absent unless configured. */
export function secret() {
  return z.instanceof(Secret).optional().meta({ secret: true });
}

type UrlForm = {
  readonly schemes: readonly [string, ...string[]];
  /** What may follow the host, as `/name`; anything unless told. */
  readonly path?: RegExp;
  /** The path in the words of the form; `/name` unless told. */
  readonly pathWords?: string;
};

/** A secret address. What is not one is refused before anybody looks up a part of its password as a host. */
export function secretUrl({ schemes, path = /^/, pathWords = '/name' }: UrlForm) {
  return z
    .instanceof(Secret)
    .refine((given) => isUrl(given.reveal(), schemes) && path.test(new URL(given.reveal()).pathname))
    .optional()
    .meta({
      secret: true,
      words: `a secret from the environment or \`{ file: PATH }\`: an address as ${schemes[0]}//user:password@host:port${pathWords}, with special characters of the password percent-encoded`,
    });
}

function isUrl(text: string, schemes: readonly string[]): boolean {
  if (!URL.canParse(text) || /#|@.*@/.test(text)) return false;
  const { protocol, hostname, searchParams } = new URL(text);
  // PostgreSQL's socket stands in `host`.
  return schemes.includes(protocol) && (hostname !== '' || searchParams.has('host'));
}
