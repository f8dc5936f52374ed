import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createManualClock, type ManualClock } from '../../core/testing/manual-clock.ts';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { prices } from './prices.ts';
import { solana } from './solana.ts';

const timeout = 60_000;
const SOL = 'So11111111111111111111111111111111111111112';
const UNKNOWN = 'DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263';

describe('the feeds of the sandbox', { timeout }, () => {
  let clock: ManualClock;
  let sandbox: Sandbox;
  const ask = async <T>(path: string, key?: string) => {
    const { port } = sandbox.state.members.find(({ name }) => name === 'prices')?.facts ?? {};
    const headers: Record<string, string> = key === undefined ? {} : { 'x-api-key': key };
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    return { status: reply.status, headers: reply.headers, body: (await reply.json()) as T };
  };
  type Jupiter = Record<string, { usdPrice: number; blockId: number; decimals: number; liquidity: number }>;
  const jupiter = async () => (await ask<Jupiter>(`/price/v3?ids=${SOL},${UNKNOWN}`)).body;

  before(async () => {
    clock = createManualClock();
    sandbox = await openSandbox([solana, prices], {
      ...{ clock, seed: 1, speed: 1, ports: { solana: 0, prices: 0 } },
    });
    await clock.advance(2000);
  });
  after(() => sandbox.close());

  test('tell what SOL costs in the pools of the chain, each in its own form', async () => {
    const body = await jupiter();
    const price = body[SOL]?.usdPrice ?? 0;
    assert.ok(price > 50 && price < 500, `SOL costs ${price}`);
    assert.equal(body[SOL]?.decimals, 9);
    assert.equal(body[UNKNOWN], undefined);

    type Pairs = {
      chainId: string;
      baseToken: { address: string };
      priceUsd: string;
      liquidity?: { usd: number };
    }[];
    const { body: pairs } = await ask<Pairs>(`/tokens/v1/solana/${SOL},${UNKNOWN}`);
    assert.ok(pairs.some(({ priceUsd }) => Number(priceUsd) === price));
    assert.ok(pairs.every(({ chainId, baseToken }) => chainId === 'solana' && baseToken.address === SOL));

    type Birdeye = {
      data: Record<string, { value: number; updateUnixTime: number; liquidity: number } | null>;
    };
    const path = `/defi/multi_price?list_address=${SOL},${UNKNOWN}&include_liquidity=true`;
    const { data } = (await ask<Birdeye>(path, 'a-key')).body;
    assert.equal(data[SOL]?.value, price);
    assert.ok((data[SOL]?.liquidity ?? 0) > 0);
    assert.equal(data[UNKNOWN], null);
    assert.equal((await ask(path)).status, 401);

    assert.equal((await ask<{ price: number }>(`/token/${SOL}`, 'a-key')).body.price, price);
    assert.equal((await ask(`/token/${UNKNOWN}`, 'a-key')).status, 404);
    assert.equal((await ask(`/token/${SOL}`)).status, 403);
    assert.equal((await ask('/somewhere')).status, 404);
  });

  test('tell wrong prices, too many requests or nothing when they are told to, one feed or all', async () => {
    const right = (await jupiter())[SOL]?.usdPrice ?? 0;
    sandbox.setFault('prices.wrong', { isOn: true, settings: { at: 'jupiter', byPercent: 50 } });
    const wrong = (await jupiter())[SOL]?.usdPrice ?? 0;
    assert.ok(Math.abs(wrong / right - 1.5) < 1e-9);
    const { body } = await ask<{ price: number }>(`/token/${SOL}`, 'a-key');
    assert.equal(body.price, right);
    sandbox.setFault('prices.wrong', { isOn: false });

    sandbox.setFault('prices.too-many', { isOn: true, settings: { retryAfterS: 7 } });
    const many = await ask(`/token/${SOL}`, 'a-key');
    assert.deepEqual([many.status, many.headers.get('retry-after')], [429, '7']);
    sandbox.setFault('prices.too-many', { isOn: false });

    sandbox.setFault('prices.away', { isOn: true, settings: { at: 'jupiter' } });
    assert.equal((await ask(`/price/v3?ids=${SOL}`)).status, 503);
    assert.equal((await ask(`/token/${SOL}`, 'a-key')).status, 200);
    sandbox.setFault('prices.away', { isOn: true, settings: { how: 'reset' } });
    await assert.rejects(ask(`/token/${SOL}`, 'a-key'));
    sandbox.setFault('prices.away', { isOn: false });
  });

  test('stand still while they are stale, and go on with the chain after it', async () => {
    sandbox.setFault('prices.stale', { isOn: true, settings: { at: 'jupiter' } });
    const before = (await jupiter())[SOL]?.blockId ?? 0;
    await clock.advance(4000);
    assert.equal((await jupiter())[SOL]?.blockId, before);
    sandbox.setFault('prices.stale', { isOn: false });
    assert.ok(((await jupiter())[SOL]?.blockId ?? 0) > before);
  });
});

test('without a port there are no feeds', async () => {
  const sandbox = await openSandbox([prices], { clock: createManualClock(), seed: 1, speed: 1 });
  assert.equal(sandbox.state.members[0]?.facts['port'], null);
  await sandbox.close();
});
