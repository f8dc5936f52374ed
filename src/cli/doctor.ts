import { z } from 'zod';
import { loadConfig } from '../config/load.ts';
import type { Problem } from '../config/problem.ts';
import { AppError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { type ConfigInput, configInput, loadConfigOf } from './config-options.ts';
import { type CheckContext, problem } from './doctor/check.ts';
import { checks } from './doctor/index.ts';
import { toTable } from './table.ts';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'check this machine and the configuration, and say what to do',
  isConfigured: true,
  options: [{ flags: '--json', summary: 'print the findings as JSON' }],
  input: configInput.extend({ json: z.boolean().default(false) }),
  run: async ({ json, ...input }, io) => {
    const context = createContext(input, io);
    const findings = [];
    for (const { name, run } of checks) {
      const found = await run(context).catch((error: unknown) =>
        problem(String(error), 'look at the reason'),
      );
      findings.push({ check: name, ...found });
    }
    const isHealthy = findings.every(({ status }) => status !== 'problem');
    if (json) io.out(`${JSON.stringify({ ok: isHealthy, findings }, null, 2)}\n`);
    else {
      const rows = findings.map(({ check, status, found }) => [check, status, found]);
      const todo = findings.filter(({ advice }) => advice !== '');
      io.out(toTable(['check', 'status', 'found'], rows));
      if (todo.length > 0) io.out(`\nWhat to do:\n${todo.map(toAdviceLines).join('')}`);
    }
    return isHealthy ? exitCodes.ok : exitCodes.failed;
  },
});

function toAdviceLines({ check, advice }: { check: string; advice: string }): string {
  return `  ${check}: ${advice.replaceAll('\n', '\n    ')}\n`;
}

/** A wrong configuration is one finding; the other checks then look at the defaults. */
function createContext(input: ConfigInput, io: CommandIo): CheckContext {
  const { clock, root, cwd } = io;
  try {
    return { config: loadConfigOf(input, io), configProblem: undefined, clock, root };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'CONFIG_INVALID') throw error;
    const problems = error.details['problems'] as readonly Problem[];
    const configProblem = problems.map(({ source, path }) => `${source} ${path}`).join('; ');
    const config = loadConfig({ env: {}, flags: [], cwd, readFile: () => undefined });
    return { config, configProblem, clock, root };
  }
}
