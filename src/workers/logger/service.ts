import { z } from 'zod';
import { defineService } from '../../core/service.ts';
import { supervisorContract } from '../../core/supervisor/contract.ts';
import { loggerContract } from './contract.ts';
import { createLogFiles } from './files.ts';
import { reportLines } from './report-lines.ts';
import { createSink } from './sink.ts';
import { createTerminal } from './terminal.ts';

const settings = z.object({
  /** Folder of the log files; null keeps no files. */
  directory: z.string().nullable(),
  maxFileBytes: z.int(),
  keepFiles: z.int(),
  format: z.enum(['human', 'json']),
  isColoured: z.boolean(),
});

const STANDARD_OUTPUT = 1;

export const service = defineService({
  contract: loggerContract,
  uses: { supervisor: supervisorContract },
  settings,
  async start({
    name,
    clients,
    clock,
    random,
    settings: { directory, maxFileBytes, keepFiles, format, isColoured },
    publish,
    metrics,
  }) {
    const terminal = createTerminal({ fd: STANDARD_OUTPUT, format, isColoured, clock });
    const files =
      directory !== null && createLogFiles({ directory, clock, maxBytes: maxFileBytes, keep: keepFiles });
    const sink = createSink({ clock, outputs: files ? [files, terminal] : [terminal] });
    const life = random.hex(4);
    reportLines(sink, { worker: name, life, publish, metrics, terminal });
    for (const { unit, memory } of await clients.supervisor.logRings()) sink.addRing(unit, memory);
    return {
      handlers: { tail: ({ count }) => ({ life, seq: sink.counts().lines, lines: [...sink.tail(count)] }) },
      stop: () => sink.stop(),
    };
  },
});
