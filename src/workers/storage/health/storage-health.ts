import { z } from 'zod';
import { healthStatus } from '../../../core/health.ts';

const failing = z.object({ code: z.string(), reason: z.string(), sinceMs: z.int() });

/** How well writes and reads go at present. */
export const storageHealth = z.object({
  status: healthStatus,
  /** The same for people. */
  says: z.string(),
  engine: z.enum(['sqlite', 'postgres']),
  schemaVersion: z.int(),
  /** Writes that wait for a commit. */
  queued: z.int(),
  /** Why writes fail at present, by its error code, and since when; null while they succeed. */
  failing: failing.nullable(),
  /** Writes kept in the local journal until PostgreSQL is back. */
  journaled: z.int(),
  /** Why the journal does not take all that may go there, and since when; null while it does. */
  journalFailing: failing.nullable(),
  /** Journaled writes that were refused in the end: a person must decide. */
  refused: z.int(),
  /** When a backup was put in its place; what happened outside since the backup is not known here. */
  restoredAtMs: z.int().nullable(),
});
