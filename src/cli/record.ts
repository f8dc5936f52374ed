import { z } from 'zod';
import { exitCodes } from '../core/exit-codes.ts';
import { defineCommand } from './command.ts';
import { configInput, loadDataDir } from './config-options.ts';
import { withProgram } from './running-program.ts';

const answer = z.object({ isOn: z.boolean(), folder: z.string() });

export const record = defineCommand({
  name: 'record',
  summary: 'write what the exchange says into files, for ./zapflow replay: record on, record off',
  positionals: [['[state]', 'on or off; on when not given']],
  isConfigured: true,
  details: `The running program writes every message as it came, with the time it came at, into compressed files in \`recordings\` of its data
folder, a series for each market. \`market.recorder.enabled\` has it do so from the start; \`market.recorder.maxFileBytes\` and
\`keepFiles\` bound what they take.`,
  input: configInput.extend({ state: z.enum(['on', 'off']).default('on') }),
  run: ({ state, ...input }, io) =>
    withProgram(loadDataDir(input, io), io, async (client) => {
      const { isOn, folder } = answer.parse(await client.request('record', { isOn: state === 'on' }));
      io.out(isOn ? `Recording into ${folder}\n` : `Not recording. What was recorded is in ${folder}\n`);
      return exitCodes.ok;
    }),
});
