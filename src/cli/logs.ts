import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { exitCodes } from '../core/exit-codes.ts';
import { levelNumbers } from '../core/log/log.ts';
import { toHumanLine } from '../workers/logger/human-format.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { configInput, loadDataDir } from './config-options.ts';
import { findLastLog, followLogFile, readLastLines } from './log-file.ts';
import { isNotRunning, withProgram } from './running-program.ts';

const LOOK_EVERY_MS = 200;

const input = configInput.extend({
  follow: z.boolean().default(false),
  lines: z.coerce.number('a number of lines').int().min(0).max(1_000_000).default(50),
  worker: z.string().optional(),
  level: z.enum(Object.keys(levelNumbers) as (keyof typeof levelNumbers)[]).optional(),
  json: z.boolean().default(false),
});

type Input = z.output<typeof input>;
type Filter = (line: string) => boolean;

const logsReply = z.object({ files: z.array(z.string()).min(1), directory: z.string() });

export const logs = defineCommand({
  name: 'logs',
  summary: 'show the last log lines, and with --follow the new ones as they come',
  isConfigured: true,
  options: [
    { flags: '--follow', summary: 'go on with new lines until Ctrl-C' },
    { flags: '--lines <count>', summary: 'lines to begin with (default: 50)' },
    { flags: '--worker <name>', summary: 'only lines of this worker' },
    { flags: '--level <level>', summary: 'only lines at least as severe' },
    { flags: '--json', summary: 'print the lines as they are in the file' },
  ],
  input,
  run: async (given, io) => {
    const file = await findFile(loadDataDir(given, io), io);
    if (file === undefined) {
      io.err('There is no log yet.\n');
      return exitCodes.failed;
    }
    const isWanted = createFilter(given);
    const print = (lines: readonly string[]) => {
      const text = lines.map((line) => (given.json ? line : toHumanLine(line, io.color)));
      if (text.length > 0) io.out(`${text.join('\n')}\n`);
    };
    // opened first and the past read up to there, so that no line is lost or doubled between the two
    const follower = given.follow ? followLogFile(file) : undefined;
    print(readPast(file, given.lines, isWanted, follower?.startBytes));
    if (follower === undefined) return exitCodes.ok;
    await follow(follower.read, (lines) => print(lines.filter(isWanted)), io);
    follower.close();
    return exitCodes.ok;
  },
});

/** Goes back into the file rotated last when the present one is too young. */
function readPast(file: string, count: number, isWanted: Filter, endBytes: number | undefined): string[] {
  const lines = readLastLines(file, count, isWanted, endBytes);
  const rotated = `${file}.1`;
  if (lines.length === count || !existsSync(rotated)) return lines;
  return [...readLastLines(rotated, count - lines.length, isWanted), ...lines];
}

async function follow(read: () => string[], print: (lines: string[]) => void, io: CommandIo): Promise<void> {
  const interrupted = io.interrupted();
  while (!interrupted.aborted) {
    print(read());
    await io.clock.sleep(LOOK_EVERY_MS, interrupted).catch(() => undefined);
  }
}

/** The program says where it writes; without a program it is the log written last. */
async function findFile(dataDir: string, io: CommandIo): Promise<string | undefined> {
  try {
    const reply = await withProgram(dataDir, io, (client) => client.request('logs'));
    const { files, directory } = logsReply.parse(reply);
    return resolve(directory, files[0]!);
  } catch (error) {
    if (isNotRunning(error)) return findLastLog(join(dataDir, 'logs'));
    throw error;
  }
}

/** A line that is not JSON passes only when nothing is asked of it. */
function createFilter({ worker, level }: Input): Filter {
  if (worker === undefined && level === undefined) return () => true;
  const least = level === undefined ? 0 : levelNumbers[level];
  return (line) => {
    try {
      const entry = JSON.parse(line) as { level?: unknown; worker?: unknown };
      return Number(entry.level) >= least && (worker === undefined || entry.worker === worker);
    } catch {
      return false;
    }
  };
}
