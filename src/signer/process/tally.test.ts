import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countRefused, countSigned, createTally, tallyFacts } from './tally.ts';
import { encodeMessage, sendSol } from './testing/encode-message.ts';
import { tip } from './testing/example-limits.ts';
import { createLoadedSigner } from './testing/test-signer.ts';

const HOUR_MS = 3_600_000;

test('what is older than a day no longer counts, and takes no memory', () => {
  const tally = createTally();
  countSigned(tally, 'trade', 0);
  countRefused(tally, 'LOCKED', 10 * HOUR_MS);
  assert.deepEqual(tallyFacts(tally, 10 * HOUR_MS), {
    spanMs: 10 * HOUR_MS,
    signed: { trade: 1 },
    refused: { LOCKED: 1 },
  });
  const later = tallyFacts(tally, 24.5 * HOUR_MS);
  assert.deepEqual(later, { spanMs: 23.5 * HOUR_MS, signed: {}, refused: { LOCKED: 1 } });
  countSigned(tally, 'withdrawal', 50 * HOUR_MS);
  assert.equal(tally.size, 1);
});

test('the status tells how often the signer signed and why it declined', () => {
  const signer = createLoadedSigner();
  const message = encodeMessage({ payer: signer.keyId, instructions: [sendSol(signer.keyId, tip, 1n)] });
  signer.ask('sign', [message], { keyId: signer.keyId });
  signer.ask('withdraw', [message], { keyId: signer.keyId });
  signer.ask('sign', [Buffer.from('no message')], { keyId: signer.keyId });
  signer.ask('unlockWithdrawals', [Buffer.from('000000')]);
  const { lately } = signer.ask('status').facts as { lately: unknown };
  assert.deepEqual(lately, {
    spanMs: 0,
    signed: { trade: 1 },
    refused: { LOCKED: 1, MESSAGE_UNREADABLE: 1, CODE_WRONG: 1 },
  });
});

test('the status names the file that is loaded', () => {
  const { ask, keystore } = createLoadedSigner();
  assert.equal(ask('status').facts['seal'], keystore.subarray(-32).toString('hex'));
});
