import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../../../../core/random.ts';
import { openChain, SOL } from '../testing/chain-on-clock.ts';
import { parseMessage, parseTransaction } from './wire-transaction.ts';

const timeout = 60_000;

test('what is no well-formed transaction is refused, and whatever is let through harms nobody', {
  timeout,
}, async (t) => {
  const { node, wallet, address } = await openChain(t);
  const random = createSeededRandom(11);
  const outcomes = { refused: 0, executed: 0 };
  for (let i = 0; i < 20_000; i += 1) {
    const whole = wallet.transfer(address(), SOL, node.bank.ledger.head.blockhash);
    const bytes = whole.slice(0, random.below(10) === 0 ? random.below(whole.length) : whole.length);
    // counts and indexes stand behind the signature, where a change does the most
    const from = random.below(2) * 65;
    for (let times = random.below(4); times >= 0; times -= 1)
      bytes[from + random.below(Math.max(1, bytes.length - from))] = random.below(256);
    const wire = parseTransaction(bytes);
    if ('problem' in wire) outcomes.refused += 1;
    else {
      outcomes.executed += 1;
      node.bank.simulate(wire, { isVerified: false, isHashChecked: false });
      node.bank.execute(wire);
    }
  }
  assert.ok(outcomes.refused > 1000 && outcomes.executed > 1000, JSON.stringify(outcomes));
});

test('a transaction is read as it was written', { timeout }, async (t) => {
  const { node, wallet, address } = await openChain(t);
  const to = address();
  const bytes = wallet.transfer(to, SOL, node.bank.ledger.head.blockhash);
  const wire = parseTransaction(bytes);
  assert.ok('message' in wire);
  const { message } = wire;
  assert.equal(message.version, 'legacy');
  assert.deepEqual(message.keys.slice(0, 2), [wallet.address, to]);
  assert.equal(message.blockhash, node.bank.ledger.head.blockhash);
  assert.deepEqual(parseMessage(bytes.subarray(65)), message);
  assert.ok('problem' in parseTransaction(Uint8Array.from([...bytes, 0])));
  assert.ok('problem' in parseTransaction(bytes.subarray(1)));
});
