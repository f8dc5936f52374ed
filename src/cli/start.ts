import { z } from 'zod';
import { type ProgramIo, runProgram } from '../program/run-program.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { configInput, loadConfigOf } from './config-options.ts';
import { runGuard } from './guard.ts';
import { detectOtherGuard } from './guard-environment.ts';
import { processFlags } from './process-flags.ts';

export const start = defineCommand({
  name: 'start',
  summary: 'start Zapflow and stay with it until it is stopped',
  isConfigured: true,
  options: [
    {
      flags: '--guard',
      summary: 'restart the whole program after a native crash or a kill (off under systemd and Docker)',
    },
  ],
  details: `With --guard a parent process starts the program again when it dies by a signal, or exits with 70, 5, 7 or 128 and
above: the first time at once, then after 5 s doubling to 60 s, at most 5 times in 10 minutes. An orderly end, a wrong
configuration (78) and an order to stop are final. The guard is off where systemd (INVOCATION_ID is set, for this
process where SYSTEMD_EXEC_PID says so) or a container engine (process 1, or child of its init) restarts the program.`,
  input: configInput.extend({ guard: z.boolean().default(false) }),
  run: async (input, io) => {
    const config = loadConfigOf(input, io);
    if (!input.guard) return runProgram(config, programIo(io));
    const other = detectOtherGuard({ env: io.env, pid: process.pid, ppid: process.ppid });
    if (other === undefined) return runGuard(toUnguarded(process.argv), io);
    io.err(`zapflow: --guard is off, since ${other} restarts this program\n`);
    return runProgram(config, programIo(io));
  },
});

function programIo({ err, color }: CommandIo): ProgramIo {
  return { err, isTerminal: process.stdout.isTTY === true, isColoured: color };
}

/** The same command line for the child, with the hardening flags every Zapflow process gets. */
function toUnguarded([execPath = '', main = '', ...words]: readonly string[]): readonly string[] {
  return [execPath, ...processFlags, main, ...words.filter((word) => word !== '--guard')];
}
