// The guard over any command, as a process. For tests.

import { runGuard } from '../../../src/cli/guard/guard.ts';
import { holdProcess, systemClock } from '../../../src/core/clock.ts';

const release = holdProcess();
const err = (text: string) => void process.stderr.write(text);
process.exitCode = await runGuard(process.argv.slice(2), { clock: systemClock, err });
release();
