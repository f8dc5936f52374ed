// Copies a database while others go on writing to it, in steps, so that the thread that does it can be ended between two.
import { backup, DatabaseSync } from 'node:sqlite';
import { toSqliteError } from './sqlite-error.ts';

/** A megabyte with the usual pages: some milliseconds. */
const PAGES_A_STEP = 256;

/** What is committed when it begins; the target must be empty. Throws the reason of the signal within a step of its abort. */
export async function copyInSteps(from: string, to: string, signal?: AbortSignal): Promise<void> {
  try {
    const source = new DatabaseSync(from, { readOnly: true });
    try {
      // Its own moment, held: otherwise every commit of others would make the copy begin again.
      source.exec('begin');
      source.prepare('select count(*) from sqlite_schema').all();
      await backup(source, to, { rate: PAGES_A_STEP, progress: () => signal?.throwIfAborted() });
      // There is no progress to tell of the last step.
      signal?.throwIfAborted();
    } finally {
      source.close();
    }
  } catch (error) {
    throw toSqliteError(error);
  }
}
