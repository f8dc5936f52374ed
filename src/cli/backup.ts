import { z } from 'zod';
import { resolvePath } from '../config/resolve-path.ts';
import { fileIdentity, fileStat } from '../workers/storage/backup/durable-files.ts';
import { toPartial, writeBackup } from '../workers/storage/backup/write-backup.ts';
import type { BackupReport } from '../workers/storage/operations/operation-calls.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { type ConfigInput, configInput } from './config-options.ts';
import { askProgram, withStoppedDatabase } from './database.ts';
import { toCount, toSize } from './figures.ts';
import { runInterruptible } from './interrupt.ts';

const PROGRESS_MS = 500;

export const backup = defineCommand({
  name: 'backup',
  summary: 'write everything that is stored to one file, whether Zapflow runs or not',
  positionals: [['<file>', 'the file to write']],
  isConfigured: true,
  options: [{ flags: '--force', summary: 'replace a file of that name' }],
  details: `The file is of one moment, checked, readable for its owner only, and holds the whole of a SQLite or PostgreSQL
database; \`zapflow restore\` takes it back into either. It is not encrypted: keep it where keys are kept.
Ctrl-C stops it and leaves nothing of it.`,
  input: configInput.extend({ file: z.string().min(1), force: z.boolean().default(false) }),
  run: ({ file: given, force: isForced, ...input }, io) => {
    const file = resolvePath(given, io);
    const before = fileIdentity(file);
    const toText = () =>
      fileIdentity(file) === before
        ? `Stopped: no backup was made, and nothing was left or changed at ${file}.`
        : `Too late to stop: ${file} is whole.`;
    return runInterruptible(io, toText, async (signal) => {
      const startedMs = io.clock.monotonicMs();
      const work = () => make(input, io, { file, isForced, signal });
      const report = await showingProgress(io, toPartial(file), work);
      const seconds = ((io.clock.monotonicMs() - startedMs) / 1000).toFixed(1);
      io.out(`${report.file}: ${toCount(report.rows, 'row')}, ${toSize(report.bytes)}, ${seconds} s\n`);
      if (!report.isNoted)
        io.err('The data folder cannot be written, so `zapflow db status` will not know of this backup.\n');
      if (report.journaled > 0)
        io.err(
          `Not in this backup: ${toCount(report.journaled, 'write')} in the local journal, which PostgreSQL does not have yet. Make another when \`zapflow db status\` shows none.\n`,
        );
      return 0;
    });
  },
});

type Target = { readonly file: string; readonly isForced: boolean; readonly signal: AbortSignal };

async function make(
  input: ConfigInput,
  io: CommandIo,
  { file, isForced, signal }: Target,
): Promise<BackupReport> {
  const asked = await askProgram(input, io, {
    command: 'backup',
    args: { file, isForced },
    cancelling: { signal, command: 'cancelBackup' },
  });
  if (asked) return asked.answer as BackupReport;
  return withStoppedDatabase(input, io, ({ source, dataDir }) =>
    writeBackup({ source, file, isForced, dataDir, madeAtMs: io.clock.now(), reason: 'asked' }, signal),
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
