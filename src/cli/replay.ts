import { resolve } from 'node:path';
import { z } from 'zod';
import { exitCodes } from '../core/exit-codes.ts';
import { openRecording } from '../venues/binance/recording/open-recording.ts';
import { defineCommand } from './command.ts';
import { runInterruptible } from './interrupt.ts';
import { createProgress } from './replay/progress.ts';
import { runReplay } from './replay/replay-run.ts';
import { toSummary } from './replay/to-summary.ts';

const speed = z
  .union([z.literal('max'), z.coerce.number().positive('write it as --speed 10 or --speed max')])
  .default('max')
  .transform((given) => (given === 'max' ? Number.POSITIVE_INFINITY : given));

export const replay = defineCommand({
  name: 'replay',
  summary: 'play recordings of an exchange through order books, order flow, detectors and signals',
  positionals: [
    ['<files...>', 'recordings; several continue each other or go side by side, by their receive times'],
  ],
  options: [
    {
      flags: '--speed <times>',
      summary: 'so many times as fast as it was recorded, or max; max when not given',
    },
    { flags: '--json', summary: 'end with all of it as one JSON object on the last line' },
  ],
  input: z.object({
    files: z.array(z.string()).min(1),
    speed,
    json: z.boolean().default(false),
  }),
  run: ({ files, speed, json }, io) =>
    runInterruptible(
      io,
      () => 'The replay was stopped before its end.',
      async (signal) => {
        const recording = await openRecording(files.map((file) => resolve(io.cwd, file)));
        const progress = createProgress(io, recording.instruments);
        const report = await runReplay(recording, {
          ...{ clock: io.clock, speed, signal },
          settings: { disabled: [], settings: {}, cvdReset: 'never' },
          onProgress: progress.tell,
        });
        progress.end();
        for (const broken of recording.broken) io.err(`Passed over: ${broken}\n`);
        io.out(toSummary(report));
        if (json) io.out(`${JSON.stringify(report)}\n`);
        return exitCodes.ok;
      },
    ),
});
