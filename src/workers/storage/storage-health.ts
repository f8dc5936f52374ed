import { z } from 'zod';
import { healthStatus } from '../../core/health.ts';

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
  failing: z.object({ code: z.string(), reason: z.string(), sinceMs: z.int() }).nullable(),
  /** Writes kept in the local journal until PostgreSQL is back. */
  journaled: z.int(),
  /** Journaled writes that were refused in the end: a person must decide. */
  parked: z.int(),
  /** When a backup was put in its place; what happened outside since the backup is not known here. */
  restoredAtMs: z.int().nullable(),
});
