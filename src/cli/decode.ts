import { z } from 'zod';
import { AppError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { isUnreadable } from '../domain/solana/parse/fields.ts';
import { parseTransaction } from '../domain/solana/parse-transaction.ts';
import { decodeTransaction } from '../workers/decoder/decode/decode-transaction.ts';
import { type CommandIo, defineCommand } from './command.ts';
import { createNode, type Node } from './decode/ask-node.ts';
import { readAnswers } from './decode/read-answers.ts';
import { toJsonLine, toUnreadableLine } from './decode/to-json-line.ts';
import { toPlainWords } from './decode/to-plain-words.ts';
import { runInterruptible } from './interrupt.ts';

export const decode = defineCommand({
  name: 'decode',
  summary: 'tell what transactions of Solana did: who exchanged what, where, and what else happened',
  positionals: [
    ['<inputs...>', 'signatures, or files with what a node answered to getTransaction; - is standard input'],
  ],
  options: [
    { flags: '--json', summary: 'one JSON object a line for each transaction; amounts in base units' },
    { flags: '--rpc <url>', summary: 'the node that is asked about signatures' },
  ],
  details: `A file may hold one answer, bare or within its JSON-RPC answer, a list of them, or one a line. What cannot be read is told on
standard error and gives the exit code 1; the other inputs are decoded all the same.`,
  input: z.object({
    inputs: z.array(z.string()).min(1, 'name a signature or a file'),
    json: z.boolean().default(false),
    rpc: z.url({ protocol: /^https?$/, error: 'write it as --rpc https://host/path' }).optional(),
  }),
  run: ({ inputs, json, rpc }, io) =>
    runInterruptible(
      io,
      () => 'Stopped before the end.',
      async (signal) => {
        const node = rpc === undefined ? undefined : createNode(rpc, io.clock);
        let exitCode: number = exitCodes.ok;
        for (const input of inputs)
          if (!(await tellAll(input, { node, json, signal, io }))) exitCode = exitCodes.failed;
        return exitCode;
      },
    ),
});

type Given = {
  readonly node: Node | undefined;
  readonly json: boolean;
  readonly signal: AbortSignal;
  readonly io: CommandIo;
};

/** Whether everything that the input names could be read. */
async function tellAll(input: string, { node, json, signal, io }: Given): Promise<boolean> {
  let isWhole = true;
  try {
    for await (const { name, answer } of readAnswers(input, io.cwd, node, signal)) {
      const transaction = parseTransaction(answer);
      if (isUnreadable(transaction)) {
        isWhole = false;
        io.err(`error: ${name}: ${transaction.notUnderstood}\n`);
        if (json) io.out(toUnreadableLine(answer, transaction.notUnderstood));
        continue;
      }
      const decoded = decodeTransaction(transaction);
      io.out(json ? toJsonLine(decoded) : toPlainWords(decoded, transaction));
    }
  } catch (error) {
    if (!(error instanceof AppError) || signal.aborted) throw error;
    io.err(`error: ${input}: ${error.message}\n`);
    return false;
  }
  return isWhole;
}
