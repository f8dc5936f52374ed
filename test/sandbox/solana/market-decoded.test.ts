// What actors do on the sandbox's chain is what the decoder of the product reads from it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChainEvent } from '../../../src/domain/solana/chain-event.ts';
import type { DecodedTransaction } from '../../../src/domain/solana/decoded.ts';
import { parseTransaction } from '../../../src/domain/solana/parse-transaction.ts';
import type { Deed } from '../../../src/sandbox/solana/actors/actor.ts';
import { openMarketOnClock, type Sent } from '../../../src/sandbox/solana/actors/testing/market-on-clock.ts';
import { encodeTransaction } from '../../../src/sandbox/solana/node/rpc/encode-transaction.ts';
import { decodeTransaction } from '../../../src/workers/decoder/decode/decode-transaction.ts';

const timeout = 240_000;

/** By way of what the node would answer. */
function decode({ landed }: Sent): DecodedTransaction {
  assert.ok(landed);
  const { slot, timeS } = landed.block;
  const told = encodeTransaction(landed, { encoding: 'json', maxVersion: 0 });
  const read = parseTransaction({ ...told, slot, blockTime: timeS });
  assert.ok(!('notUnderstood' in read), show(read));
  return decodeTransaction(read);
}

/** The event that tells of it; null where there is none. */
const eventOf: Readonly<Record<Deed, ChainEvent['type'] | null>> = {
  launch: 'tokenLaunched',
  buy: 'swap',
  sell: 'swap',
  arbitrage: 'swap',
  'make-token': 'tokenMinted',
  'create-pool': 'poolCreated',
  'add-liquidity': 'liquidityAdded',
  'remove-liquidity': 'liquidityRemoved',
  mint: 'tokenMinted',
  burn: 'tokenBurned',
  'close-account': null,
  'move-sol': 'solMoved',
  'move-token': 'tokenMoved',
  'take-back': 'tokenMoved',
  'set-authority': 'authorityChanged',
  freeze: 'accountFrozen',
  thaw: 'accountFrozen',
};

test('every kind of transaction is read as it was meant, with its side and its amounts', {
  timeout,
}, async (t) => {
  const chain = openMarketOnClock(t);
  const seen = () => new Set(chain.sent.map(({ done }) => done.intent.does));
  const wanted = new Set(Object.keys(eventOf));
  await chain.until(() => wanted.size === seen().size, 12_000);
  assert.deepEqual(
    [...wanted].filter((deed) => !seen().has(deed as Deed)),
    [],
  );
  const problems = new Map<string, string>();
  for (const sent of chain.sent) {
    const problem = compare(sent);
    if (problem !== undefined) problems.set(`${sent.done.actor} ${sent.done.intent.does}`, problem);
  }
  assert.deepEqual([...problems], []);
});

function compare(sent: Sent): string | undefined {
  const { done, plan } = sent;
  const { does, trade, amount } = done.intent;
  const read = decode(sent);
  const isSuccess = done.outcome === 'success';
  if (read.status !== (isSuccess ? 'success' : 'failed')) return `it is read as ${read.status}`;
  if (!isSuccess) return read.trades.length > 0 ? 'a failed one has trades' : undefined;
  if (read.notUnderstood.length > 0) return show(read.notUnderstood);
  // a token whose accounts begin frozen: nothing is minted
  if (amount === 0n) return undefined;
  const events = read.events.filter(({ type }) => type === eventOf[does]);
  if (events.length === 0 && eventOf[does] !== null) return `there is no event of it: ${show(read.events)}`;
  if (trade) {
    const [first, more] = read.trades;
    const said = first && { side: first.side, input: first.input, output: first.output };
    const isSame = !more && first?.trader === plan.wallet.address && show(said) === show(trade);
    return isSame ? undefined : `${show(read.trades)} instead of ${show(trade)}`;
  }
  if (read.trades.length > 0) return `it is no trade: ${show(read.trades)}`;
  if (amount === undefined) return undefined;
  return show(events).includes(String(amount)) || does === 'move-token'
    ? undefined
    : `${amount} is not in ${show(events)}`;
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : one));
}
