import { z } from 'zod';
import { resolvePath } from '../config/resolve-path.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { fileIdentity, fileStat } from '../workers/storage/backup/durable-files.ts';
import { toPartial, writeBackup } from '../workers/storage/backup/write-backup.ts';
import type { BackupReport } from '../workers/storage/operations/operation-calls.ts';
import { readNewBackupPassphrase } from './backup-passphrase.ts';
import { toNotInBackup } from './beside-backup.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { type ConfigInput, configInput, loadDataDir } from './config-options.ts';
import { askProgram, withStoppedDatabase } from './database.ts';
import { makeEncrypted, toStaged } from './encrypted-backup.ts';
import { toCount, toSize } from './figures.ts';
import { runInterruptible } from './interrupt.ts';

const PROGRESS_MS = 500;

export const backup = defineCommand({
  name: 'backup',
  summary: 'write everything that is stored to one file, whether Zapflow runs or not',
  positionals: [['<file>', 'the file to write']],
  isConfigured: true,
  options: [
    {
      flags: '--passphrase-file <file>',
      summary: 'what it is encrypted with; asked at the terminal otherwise',
    },
    { flags: '--plain', summary: 'do not encrypt it' },
    { flags: '--force', summary: 'replace a file of that name' },
  ],
  details: `The file is of one moment, checked, readable for its owner only, and holds the whole of a SQLite or PostgreSQL
database; \`./zapflow restore\` takes it back into either. It is encrypted (AES-256-GCM under a key of scrypt): without the
passphrase nobody opens it, you neither. With --plain it is a SQLite file that whoever has it can read: keep it where keys
are kept. While an encrypted one is made, the data folder needs room for a second database.
Ctrl-C stops it and leaves nothing of it.`,
  input: configInput.extend({
    file: z.string().min(1),
    passphraseFile: z.string().min(1).optional(),
    plain: z.boolean().default(false),
    force: z.boolean().default(false),
  }),
  run: ({ file: given, passphraseFile, plain: isPlain, force: isForced, ...input }, io) => {
    const file = resolvePath(given, io);
    const before = fileIdentity(file);
    const toText = () =>
      fileIdentity(file) === before
        ? `Stopped: no backup was made, and nothing was left or changed at ${file}.`
        : `Too late to stop: ${file} is whole.`;
    return runInterruptible(io, toText, async (signal) => {
      const dataDir = loadDataDir(input, io);
      const passphrase = isPlain
        ? undefined
        : await readNewBackupPassphrase({ file: passphraseFile, signal }, io);
      const startedMs = io.clock.monotonicMs();
      const plainAt = passphrase ? toStaged(dataDir) : file;
      const makePlain = () =>
        make(input, io, { file: plainAt, isForced: isForced || !isPlain, isStaged: !isPlain, signal });
      const work = () =>
        passphrase ? makeEncrypted({ file, isForced, dataDir, passphrase, signal }, makePlain) : makePlain();
      const report = await showingProgress(io, [toPartial(file), toPartial(plainAt)], work).finally(() =>
        passphrase?.fill(0),
      );
      const seconds = ((io.clock.monotonicMs() - startedMs) / 1000).toFixed(1);
      io.out(
        `${report.file}: ${toCount(report.rows, 'row')}, ${toSize(report.bytes)}, ${passphrase ? 'encrypted' : 'NOT encrypted'}, ${seconds} s\n`,
      );
      io.err(toNotInBackup(dataDir));
      if (!report.isNoted)
        io.err('The data folder cannot be written, so `./zapflow db status` will not know of this backup.\n');
      if (report.journaled > 0)
        io.err(
          `Not in this backup: ${toCount(report.journaled, 'write')} in the local journal, which PostgreSQL does not have yet. Make another when \`./zapflow db status\` shows none.\n`,
        );
      return exitCodes.ok;
    });
  },
});

type Target = {
  readonly file: string;
  readonly isForced: boolean;
  /** Whether it is to be encrypted into another file. */
  readonly isStaged: boolean;
  readonly signal: AbortSignal;
};

async function make(
  input: ConfigInput,
  io: CommandIo,
  { file, isForced, isStaged, signal }: Target,
): Promise<BackupReport> {
  const asked = await askProgram(input, io, {
    command: 'backup',
    args: { file, isForced, isStaged },
    cancelling: { signal, command: 'cancelBackup' },
  });
  if (asked) return asked.answer as BackupReport;
  return withStoppedDatabase(input, io, ({ source, dataDir }) =>
    writeBackup(
      { source, file, isForced, isStaged, dataDir, madeAtMs: io.clock.now(), reason: 'asked' },
      signal,
    ),
  );
}

/** The size of what is written so far, for a person who waits. */
async function showingProgress<T>(
  io: CommandIo,
  partials: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  if (!io.ask) return work();
  const shown = io.clock.every(PROGRESS_MS, () => {
    const written = Math.max(0, ...partials.map((partial) => fileStat(partial)?.bytes ?? 0));
    if (written > 0) io.err(`\r${toSize(written)} written `);
  });
  try {
    return await work();
  } finally {
    shown.cancel();
    io.err('\r\x1b[K');
  }
}
