// The storage worker's slice of the configuration.
import { z } from 'zod';
import { Secret } from '../../core/secret.ts';

export const storageSettings = z.object({
  path: z.string(),
  readerThreads: z.int(),
  readTimeoutMs: z.int(),
  /** PostgreSQL instead of the file. */
  databaseUrl: z
    .string()
    .transform((url) => new Secret(url))
    .optional(),
  poolConnections: z.int().default(5),
  /** Where writes wait that must not be lost while PostgreSQL is away. */
  journalPath: z.string().default(''),
  maxJournaled: z.int().default(0),
  /** By which the database knows the key of the data folder; without it no key is checked. */
  keyFingerprint: z.string().optional(),
  /** Days by kind of row, `tracesDays` and so on. */
  retention: z.record(z.string(), z.int()).default({}),
});

export type StorageSettings = z.output<typeof storageSettings>;
