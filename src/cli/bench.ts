import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { exitCodes } from '../core/exit-codes.ts';
import { nearestName } from '../core/nearest-name.ts';
import { defineCommand } from './command.ts';
import { toExitCode } from './guard/guard-policy.ts';
import { processFlags } from './process-flags.ts';
import { toTable } from './table.ts';

export const bench = defineCommand({
  name: 'bench',
  summary: 'measure a subject on this machine, with its peers in the same run',
  positionals: [['[subject]', 'a file of bench/ without its ending; without it the subjects are listed']],
  options: [
    { flags: '--json', summary: 'print JSON only' },
    { flags: '--only <group>', summary: 'measure this group only; may be given several times', isList: true },
    { flags: '--reps <count>', summary: 'repetitions of each variant; 5 when not given' },
  ],
  input: z.object({
    subject: z.string().optional(),
    json: z.boolean().default(false),
    only: z.array(z.string()).default([]),
    reps: z
      .string()
      .regex(/^[1-9]\d{0,3}$/)
      .default('5'),
  }),
  run: async ({ subject, json, only, reps }, io) => {
    const folder = join(io.root, 'bench');
    const subjects = listSubjects(folder);
    if (subject === undefined) {
      io.out(
        subjects.size === 0 ? 'There is no bench yet.\n' : toTable(['subject', 'measures'], [...subjects]),
      );
      return exitCodes.ok;
    }
    if (!subjects.has(subject)) {
      const nearest = nearestName(subject, subjects.keys());
      io.err(`No bench is named ${subject}${nearest === undefined ? '' : `; did you mean ${nearest}?`}\n`);
      return exitCodes.usage;
    }
    const groups = only.flatMap((group) => ['--only', group]);
    const args = [join(folder, `${subject}.ts`), '--reps', reps, ...groups, ...(json ? ['--json'] : [])];
    const child = spawn(process.execPath, [...processFlags, ...args], {
      stdio: 'inherit',
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return toExitCode({ code, signal });
  },
});

/** Subjects with the sentence their file begins with. */
function listSubjects(folder: string): Map<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return new Map(
    files.sort().map((file) => {
      const first = readFileSync(join(folder, file), 'utf8').split('\n', 1)[0] ?? '';
      return [file.slice(0, -'.ts'.length), first.replace(/^\/\/ ?/, '')];
    }),
  );
}
