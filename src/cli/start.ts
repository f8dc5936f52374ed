import { z } from 'zod';
import { openGuardLink } from '../program/guard/guard-link.ts';
import { GUARD_PID, RESTARTED } from '../program/guard/words.ts';
import { runProgram } from '../program/run-program.ts';
import { defineCommand } from './command.ts';
import { configInput, loadConfigOf } from './config-options.ts';
import { refuseFullDisk } from './disk-room.ts';

export const start = defineCommand({
  name: 'start',
  summary: 'start Zapflow and stay with it until it is stopped',
  isConfigured: true,
  options: [
    {
      flags: '--no-guard',
      summary: 'only the program itself: without the process that restarts it, the sandbox and the signer',
    },
  ],
  details: `A small parent process, the guard, starts the program again when it dies by a signal, or exits with 70, 5, 7 or 128 and
above: the first time at once, then after 5 s doubling to 60 s, at most 5 times in 10 minutes. An orderly end, a wrong
configuration (78) and an order to stop are final. Beside the program the guard keeps the sandbox, in mode sandbox, and
the signer, where the data folder has a keystore; both go on while the program restarts.`,
  input: configInput.extend({ guard: z.boolean().default(true) }),
  run: async (input, { err, color, ...io }) => {
    // of the guard, not of the configuration
    const { [GUARD_PID]: _pid, [RESTARTED]: _restarted, ...env } = io.env;
    const config = loadConfigOf(input, { ...io, err, color, env });
    refuseFullDisk(config.dataDir);
    const guard = openGuardLink(io.env);
    try {
      return await runProgram(config, {
        err,
        isTerminal: process.stdout.isTTY === true,
        isColoured: color,
        guard,
      });
    } finally {
      guard?.close();
    }
  },
});
