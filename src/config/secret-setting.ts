// A setting whose value comes from the environment or a file, never from the configuration file itself.
import { z } from 'zod';
import { Secret } from '../core/secret.ts';

/** Marks a schema as secret; the loader then refuses literals in files and flags. Absent unless configured. */
export function secret() {
  return z.instanceof(Secret).optional().meta({ secret: true });
}
