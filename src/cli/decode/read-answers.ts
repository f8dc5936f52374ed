// What nodes answered about transactions: from files, from standard input, or asked for now.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { parseBase58 } from '../../domain/solana/base58.ts';
import { parseExactJson } from '../../domain/solana/parse-transaction.ts';
import type { Node } from './ask-node.ts';

export type Answer = {
  /** The input, with the place in it where it holds several. */
  readonly name: string;
  readonly answer: unknown;
};

const SIGNATURE_BYTES = 64;

/** Rejects with FILE_UNREADABLE, REQUEST_INVALID where no node was named, and what asking a node rejects with. */
export async function* readAnswers(
  input: string,
  cwd: string,
  node: Node | undefined,
  signal: AbortSignal,
): AsyncGenerator<Answer> {
  if (parseBase58(input)?.length === SIGNATURE_BYTES) {
    if (node === undefined)
      throw new AppError('REQUEST_INVALID', 'This is a signature; name the node to ask with --rpc URL.');
    yield { name: input, answer: await node.askTransaction(input, signal) };
    return;
  }
  yield* toAnswers(input, await readText(input, cwd));
}

async function readText(input: string, cwd: string): Promise<string> {
  try {
    return input === '-' ? await readStandardInput() : readFileSync(resolve(cwd, input), 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason =
      code === 'ENOENT' ? 'There is no such file, and it is no signature.' : `It cannot be read (${code}).`;
    throw new AppError('FILE_UNREADABLE', reason, { cause });
  }
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function* toAnswers(input: string, content: string): Generator<Answer> {
  const whole = parseExactJson(content);
  if (whole !== undefined) {
    yield* toList(input, whole);
    return;
  }
  const lines = content.split('\n');
  const told = lines.flatMap((line, at) => (line.trim() === '' ? [] : [{ line, number: at + 1 }]));
  // One line, or the first of many broken in the middle: then it is no file of lines at all.
  if (told.length < 2 || parseExactJson(told[0]?.line ?? '') === undefined)
    throw new AppError('FILE_UNREADABLE', content.trim() === '' ? 'It is empty.' : 'It is no JSON.');
  for (const { line, number } of told) {
    const name = `${input} line ${number}`;
    const value = parseExactJson(line);
    if (value === undefined) yield { name, answer: 'no JSON' };
    else yield* toList(name, value);
  }
}

function* toList(name: string, value: unknown): Generator<Answer> {
  if (!Array.isArray(value)) yield { name, answer: value };
  else for (const [at, answer] of value.entries()) yield { name: `${name} [${at}]`, answer };
}
