// The main thread: one command of the command line, and its exit code.

import { commands } from './cli/index.ts';
import { createIo } from './cli/io.ts';
import { runCli } from './cli/run.ts';

const { io, version, hold } = createIo();
process.exitCode = await runCli(process.argv.slice(2), commands, version, io);
hold.release();
