import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { systemRandom } from '../core/random.ts';
import { parseBase58 } from '../domain/solana/base58.ts';
import type { SafetyReport } from '../domain/solana/safety.ts';
import { parseReportJson, toReportJson } from '../domain/solana/safety-json.ts';
import { safetyChecks } from '../safety/index.ts';
import { judge } from '../safety/judge.ts';
import { gatherFacts } from '../workers/chain/inspect/gather-facts.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { type ConfigInput, configInput, loadDataDir } from './config-options.ts';
import { isNotRunning, withProgram } from './running-program.ts';
import { createNode } from './safety/ask-node.ts';
import { toPlainWords } from './safety/to-plain-words.ts';

const WAIT_MS = 25_000;
const ADDRESS_BYTES = 32;
const reply = z.object({ report: z.string() });

export const safety = defineCommand({
  name: 'safety',
  summary: 'look at a token of Solana before somebody buys it, and say what speaks against it',
  isConfigured: true,
  positionals: [['<mint>', 'the address of the token']],
  options: [
    { flags: '--json', summary: 'print the report as one JSON object; amounts in base units' },
    { flags: '--rpc <url>', summary: 'the node that is asked where the program does not run' },
  ],
  details: `The running program is asked, which knows what it has seen of the token and of who launched it. Without it only the node can
tell, and what is not known refuses. The exit code is 1 for a token that is refused.`,
  input: configInput.extend({
    mint: z
      .string()
      .refine((text) => parseBase58(text)?.length === ADDRESS_BYTES, 'it is no address of Solana'),
    json: z.boolean().default(false),
    rpc: z.url({ protocol: /^https?$/, error: 'write it as --rpc https://host/path' }).optional(),
  }),
  async run({ mint, json, rpc, ...config }, io) {
    const report = (await askProgram(config, io, mint, rpc !== undefined)) ?? (await askNode(rpc, io, mint));
    io.out(json ? `${toReportJson(report)}\n` : toPlainWords(report));
    return report.verdict === 'refuse' ? exitCodes.failed : exitCodes.ok;
  },
});

/** Undefined where it does not run and a node can be asked instead. */
async function askProgram(
  config: ConfigInput,
  io: CommandIo,
  mint: string,
  hasNode: boolean,
): Promise<SafetyReport | undefined> {
  try {
    return await withProgram(loadDataDir(config, io), io, async (client) => {
      const answer = reply.parse(await client.request('inspectToken', { mint, maxAgeMs: 0 }, WAIT_MS));
      const report = parseReportJson(answer.report);
      if (report === undefined) throw new AppError('BUG', 'The program answered no report.');
      return report;
    });
  } catch (error) {
    if (hasNode && isNotRunning(error)) return undefined;
    throw error;
  }
}

async function askNode(rpc: string | undefined, { clock }: CommandIo, mint: string): Promise<SafetyReport> {
  const pool = createNode(rpc ?? '', clock);
  const doors = { pool, clock, random: systemRandom, commitment: 'confirmed', recorder: undefined };
  return judge(safetyChecks, await gatherFacts(doors, mint));
}
