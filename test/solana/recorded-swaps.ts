// What a platform reads in a recorded transaction, short enough to stand in a test.
import { readFileSync } from 'node:fs';
import { parseTransactionText } from '../../src/domain/solana/parse-transaction.ts';
import type { ChainTransaction } from '../../src/domain/solana/transaction.ts';
import type { Platform } from '../../src/platforms/platform.ts';
import { recordedData } from '../recorded-data.ts';

export function loadRecorded(name: string): ChainTransaction {
  const transaction = parseTransactionText(readFileSync(recordedData(`solana/${name}.json`), 'utf8'));
  if ('notUnderstood' in transaction) throw new Error(`${name}: ${transaction.notUnderstood}`);
  return transaction;
}

/** A swap as `100 → 7`; of other events their type, and of what was not understood the reason. */
export function readRecorded(platform: Platform, name: string): string[] {
  const transaction = loadRecorded(name);
  return transaction.instructions
    .filter(({ program }) => platform.programs.includes(program))
    .flatMap((instruction) => {
      const reading = platform.read(instruction, transaction);
      if ('notUnderstood' in reading) return [reading.notUnderstood];
      return reading.map((event) =>
        'input' in event ? `${event.input.amount} → ${event.output.amount}` : event.type,
      );
    });
}
