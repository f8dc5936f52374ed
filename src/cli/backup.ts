import { resolve } from 'node:path';
import { z } from 'zod';
import { fileStat } from '../workers/storage/backup/durable-files.ts';
import { writeBackup } from '../workers/storage/backup/write-backup.ts';
import type { BackupReport } from '../workers/storage/operations/operation-calls.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { type ConfigInput, configInput } from './config-options.ts';
import { askProgram, withStoppedDatabase } from './database.ts';
import { toSize } from './figures.ts';

const PROGRESS_MS = 500;

export const backup = defineCommand({
  name: 'backup',
  summary: 'write everything that is stored to one file, whether Zapflow runs or not',
  positionals: [['<file>', 'the file to write']],
  isConfigured: true,
  options: [{ flags: '--force', summary: 'replace a file of that name' }],
  details: `The file is of one moment, checked, readable for its owner only, and holds the whole of a SQLite or PostgreSQL
database; \`zapflow restore\` takes it back into either. It is not encrypted: keep it where keys are kept.`,
  input: configInput.extend({ file: z.string().min(1), force: z.boolean().default(false) }),
  run: async ({ file: given, force: isForced, ...input }, io) => {
    const file = resolve(io.cwd, given);
    const startedMs = io.clock.monotonicMs();
    const report = await showingProgress(io, `${file}.partial`, () => make(input, io, file, isForced));
    const seconds = ((io.clock.monotonicMs() - startedMs) / 1000).toFixed(1);
    io.out(`${report.file}: ${report.rows} rows, ${toSize(report.bytes)}, ${seconds} s\n`);
    if (report.journaled > 0)
      io.err(
        `${report.journaled} writes still wait in the local journal and are not in this backup: make another when \`zapflow db status\` shows none.\n`,
      );
    return 0;
  },
});

async function make(
  input: ConfigInput,
  io: CommandIo,
  file: string,
  isForced: boolean,
): Promise<BackupReport> {
  const asked = await askProgram(input, io, 'backup', { file, isForced });
  if (asked) return asked.answer as BackupReport;
  return withStoppedDatabase(input, io, ({ source, dataDir }) =>
    writeBackup({ source, file, isForced, dataDir, madeAtMs: io.clock.now(), reason: 'asked' }),
  );
}

/** The size of what is written so far, for a person who waits. */
async function showingProgress<T>(io: CommandIo, partial: string, work: () => Promise<T>): Promise<T> {
  if (!io.ask) return work();
  const shown = io.clock.every(PROGRESS_MS, () => {
    const written = fileStat(partial);
    if (written) io.err(`\r${toSize(written.bytes)} written `);
  });
  try {
    return await work();
  } finally {
    shown.cancel();
    io.err('\r\x1b[K');
  }
}
