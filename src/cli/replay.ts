import { resolve } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config/resolve.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { toAnalystSettings } from '../program/market-settings.ts';
import { analystSettings } from '../workers/analyst/settings.ts';
import { openRecording } from '../workers/market/venue-of.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { type ConfigInput, configInput, loadConfigOf } from './config-options.ts';
import { runInterruptible } from './interrupt.ts';
import { handOver } from './replay/hand-over.ts';
import { createProgress } from './replay/progress.ts';
import { runReplay } from './replay/replay-run.ts';
import { serve } from './replay/serve.ts';
import { toSummary } from './replay/to-summary.ts';

const MAX_SPEED = 10_000;
const speed = z
  .union([z.literal('max'), z.coerce.number().positive().max(MAX_SPEED)], {
    error: `write it as --speed 10, up to ${MAX_SPEED}, or --speed max`,
  })
  .default('max')
  .transform((given) => (given === 'max' ? Number.POSITIVE_INFINITY : given));

export const replay = defineCommand({
  name: 'replay',
  summary: 'play recordings of an exchange through order books, order flow, detectors and signals',
  positionals: [
    ['<files...>', 'recordings; several continue each other or go side by side, by their receive times'],
  ],
  isConfigured: true,
  options: [
    {
      flags: '--speed <times>',
      summary: 'so many times as fast as it was recorded, or max; max when not given',
    },
    { flags: '--json', summary: 'end with all of it as one JSON object on the last line' },
    {
      flags: '--serve',
      summary: 'start a program whose dashboard shows the run, and stay until it is stopped',
    },
  ],
  details: `It reads what \`./zapflow record\` wrote, raw lines of receive time and message, and recordings of hftbacktest and
cryptofeed. Where a program runs in the data folder, its dashboard shows the same run beside the live markets.`,
  input: configInput.extend({
    files: z.array(z.string()).min(1, 'name at least one file'),
    speed,
    json: z.boolean().default(false),
    serve: z.boolean().default(false),
  }),
  run: async ({ files, speed, json, serve: isServed, ...input }, io) => {
    const paths = files.map((file) => resolve(io.cwd, file));
    if (isServed) return serve(configOf(input, io, true), { paths, speed }, io);
    const config = configOf(input, io, false);
    return runInterruptible(
      io,
      () => 'The replay was stopped before its end.',
      async (signal) => {
        const recording = await openRecording(paths);
        await handOver(config.dataDir, { paths, speed }, io);
        const progress = createProgress(io, recording.instruments);
        const report = await runReplay(recording, {
          ...{ clock: io.clock, speed, signal },
          settings: analystSettings.parse(toAnalystSettings(config)),
          onProgress: progress.tell,
        });
        progress.end();
        for (const broken of recording.broken) io.err(`Passed over: ${broken}\n`);
        io.out(toSummary(report));
        if (json) io.out(`${JSON.stringify(report)}\n`);
        return exitCodes.ok;
      },
    );
  },
});

/** A program that only shows a recording follows no market. */
function configOf(input: ConfigInput, io: CommandIo, isAlone: boolean): Config {
  return loadConfigOf(isAlone ? { ...input, set: ['market.symbols=', ...input.set] } : input, io);
}
