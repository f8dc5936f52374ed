import type { Job } from './batch.ts';
import type { Routed } from './engine.ts';

/** What has its output without the database is in the journal. */
export function toRouted(jobs: readonly Job[]): Routed {
  const isJournaled = jobs.some(({ outcome }) => outcome !== undefined && 'output' in outcome);
  return { taken: jobs.length, end: isJournaled ? 'journaled' : 'refused' };
}
