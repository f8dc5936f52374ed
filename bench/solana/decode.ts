// Recorded transactions decoded on one thread, from what a node answered as plain objects to what each wallet exchanged.
import { isDeepStrictEqual } from 'node:util';
import { DexParser } from 'solana-dex-parser';
import { isUnreadable } from '../../src/domain/solana/parse/fields.ts';
import { parseTransaction } from '../../src/domain/solana/parse-transaction.ts';
import { decodeTransaction } from '../../src/workers/decoder/decode/decode-transaction.ts';
import { loadFixtures, toExpectedTrades, toToldTrades } from '../../test/solana/fixtures.ts';
import { interleave, nowMs } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';

const SECOND_MS = 1000;
const LEAST_MS = 1000;

type PeerTransaction = Parameters<DexParser['parseAll']>[0];

export const decode: Group = {
  name: 'decode',
  async run({ reps }) {
    const fixtures = loadFixtures();
    const answers = fixtures.map(({ text }) => JSON.parse(text) as PeerTransaction);
    const peer = new DexParser();
    const exact = fixtures.filter((fixture) => {
      const { trades } = decodeTransaction(fixture.transaction);
      return isDeepStrictEqual(toToldTrades(trades), toExpectedTrades(fixture));
    });
    const rates = await interleave(reps, {
      ours: () => rateOf(answers, decodeAnswer),
      peer: () => rateOf(answers, (answer) => peer.parseAll(answer)),
    });
    return [
      {
        key: 'fixturesExact',
        figure: `fixtures decoded exactly, of ${fixtures.length}`,
        unit: 'transactions',
        ours: ['fixturesExact', [exact.length]],
        bar: { atLeast: fixtures.length },
      },
      {
        key: 'decodeAgainstDexParser',
        figure: 'transactions decoded, against solana-dex-parser',
        unit: 'tx/s',
        ratio: 'ours/peer',
        ours: ['decodedPerSecond', rates.ours],
        peer: ['dexParserPerSecond', rates.peer],
        bar: { atLeast: 5 },
      },
    ];
  },
};

function decodeAnswer(answer: unknown): void {
  const transaction = parseTransaction(answer);
  if (isUnreadable(transaction)) throw new Error(transaction.notUnderstood);
  decodeTransaction(transaction);
}

/** Whole passes over all of them, until the time is long enough to be measured. */
function rateOf<T>(answers: readonly T[], run: (answer: T) => void): number {
  const startedMs = nowMs();
  let passes = 0;
  let elapsedMs = 0;
  while (elapsedMs < LEAST_MS) {
    for (const answer of answers) run(answer);
    passes++;
    elapsedMs = nowMs() - startedMs;
  }
  return (passes * answers.length * SECOND_MS) / elapsedMs;
}
