// Mistakes in what becomes of writes while PostgreSQL is away.
import type { Defect } from './defect.ts';

export const journalDefects: readonly Defect[] = [
  {
    name: 'unanswered-commit-means-failed',
    row: 'executor',
    why: 'A commit without an answer is taken for one that failed.',
    file: 'src/workers/storage/engine/postgres-engine.ts',
    find: "if (error.kind === 'unknown-outcome') return this.#keepUndecided(jobs, error);",
    replace: '',
    fell: {
      scenario: 'storage-postgres',
      seed: 78,
      invariant: 'stored is what was acknowledged, and every message has one effect',
    },
  },
  {
    name: 'journal-forgotten-first',
    row: 'dual write',
    why: 'Entries are removed from the journal before the transaction that does them is committed.',
    file: 'src/workers/storage/journal/drain.ts',
    find: 'await runBatch(this.#closing(connection, jobs, last.entry.number), runner, jobs);',
    replace:
      'journal.forget(last.entry.number);\n    await runBatch(this.#closing(connection, jobs, last.entry.number), runner, jobs);',
    fell: {
      scenario: 'storage-postgres',
      seed: 238,
      invariant: 'stored is what was acknowledged, and every message has one effect',
    },
  },
  {
    name: 'journal-newest-first',
    row: 'monitor',
    why: 'What was journaled is done newest first.',
    file: 'src/workers/storage/journal/drain.ts',
    find: 'await runBatch(this.#closing(connection, jobs, last.entry.number), runner, jobs);',
    replace: 'await runBatch(this.#closing(connection, jobs, last.entry.number), runner, jobs.toReversed());',
    fell: {
      scenario: 'storage-postgres',
      seed: 14,
      invariant: 'stored is what was acknowledged, and every message has one effect',
    },
  },
  {
    name: 'decided-by-one',
    row: 'executor',
    why: 'The last transaction that was committed counts as one that was not.',
    file: 'src/workers/storage/journal/undecided.ts',
    find: "if (batch > committed) reject(new AppError('DATABASE_AWAY'));",
    replace: "if (batch >= committed) reject(new AppError('DATABASE_AWAY'));",
    fell: {
      scenario: 'storage-postgres',
      seed: 78,
      invariant: 'stored is what was acknowledged, and every message has one effect',
    },
  },
  {
    name: 'journal-acknowledged-unwritten',
    row: 'dual write',
    why: 'What could not be written to the journal is acknowledged, and the failure only logged.',
    file: 'src/workers/storage/journal/journaling.ts',
    find: 'else for (const job of kept) job.outcome = { error };',
    replace: 'else for (const job of kept) job.outcome = { output: undefined };',
    fell: {
      scenario: 'storage-postgres',
      seed: 142,
      invariant: 'stored is what was acknowledged, and every message has one effect',
    },
  },
  {
    name: 'journal-full-is-done',
    row: 'dual write',
    why: 'What the journal has no room for is acknowledged.',
    file: 'src/workers/storage/journal/journaling.ts',
    find: "job.outcome = { error: new AppError('JOURNAL_FULL') };",
    replace: 'job.outcome = { output: undefined };',
    fell: {
      scenario: 'storage-postgres',
      seed: 94,
      invariant: 'stored is what was acknowledged, and every message has one effect',
    },
  },
];
