// Solana through the whole gateway with a real database: wallets, activity, gains, tokens, live topics, and what is answered while its workers are away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { type ServerFrame, serverFrame } from '../../src/api/live.ts';
import type { ActivityRow, WalletGainsView } from '../../src/api/solana-words.ts';
import { AppError } from '../../src/core/errors.ts';
import {
  ann,
  bob,
  CPMM,
  FakeChain,
  mint,
  pool,
  SOL,
  signatureOf,
} from '../../src/workers/gateway/solana/testing/fake-chain.ts';
import { openGateway, type TestGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { createPeople } from '../../src/workers/gateway/testing/people.ts';

async function openSolana(t: Parameters<typeof openGateway>[0], pricer?: object) {
  const chain = new FakeChain();
  const gateway = await openGateway(t, { chain: chain.client, ...(pricer ? { pricer } : {}) });
  chain.gateway = gateway;
  const read = async <T>(path: string) => {
    const answer = await gateway.ask({ path: `/api/solana/${path}` });
    assert.equal(answer.status, 200, `${path}: ${answer.text}`);
    return answer.json<T>();
  };
  return { chain, gateway, read };
}

async function connect({ port }: TestGateway) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  const frames: ServerFrame[] = [];
  let onFrame = () => {};
  socket.on('message', (data) => {
    frames.push(serverFrame.parse(JSON.parse(data.toString())));
    onFrame();
  });
  await new Promise((resolve) => socket.once('open', resolve));
  return {
    close: () => socket.terminate(),
    follow: (topic: string, more: object = {}) =>
      socket.send(JSON.stringify({ type: 'subscribe', id: 1, topic, ...more })),
    async next<T extends ServerFrame['type']>(type: T, topic: string) {
      for (;;) {
        const at = frames.findIndex(
          (frame) => frame.type === type && 'topic' in frame && frame.topic === topic,
        );
        if (at >= 0) return frames.splice(at, 1)[0] as Extract<ServerFrame, { type: T }>;
        await new Promise<void>((resolve) => {
          onFrame = resolve;
        });
      }
    },
  };
}

const within = { timeout: 20_000 };

test(
  'a trader follows, renames and leaves a wallet, each in the audit; a viewer may not',
  within,
  async (t) => {
    const { gateway, read } = await openSolana(t);
    const { admin, trader, viewer } = await createPeople(gateway);
    const send = (method: string, path: string, session: string, body?: object) =>
      gateway.ask({ method, path: `/api/solana/${path}`, session, ...(body ? { body } : {}) });
    const body = { address: ann, label: 'Ann' };
    assert.equal((await send('POST', 'wallets', viewer, body)).code, 'ROLE_MISSING');
    assert.equal((await send('POST', 'wallets', trader, { ...body, label: 'x\u202ey' })).status, 400);
    assert.equal(
      (await send('POST', 'wallets', trader, { ...body, address: `${'BAD'}${'A'.repeat(37)}` })).code,
      'ADDRESS_INVALID',
    );
    assert.equal((await send('POST', 'wallets', trader, body)).status, 204);
    assert.equal((await send('PATCH', `wallets/${ann}`, trader, { priority: 1 })).status, 204);
    const [wallet] =
      await read<{ label: string; priority: number; state: string; trades: number }[]>('wallets');
    assert.deepEqual(
      [wallet?.label, wallet?.priority, wallet?.state, wallet?.trades],
      ['Ann', 1, 'waiting', 0],
    );
    assert.equal((await send('PATCH', `wallets/${bob}`, trader, { priority: 1 })).status, 404);
    assert.equal((await send('DELETE', `wallets/${ann}`, trader)).status, 204);
    assert.deepEqual(await read('wallets'), []);
    const audit = await gateway.ask({ path: '/api/audit?max=3', session: admin });
    assert.deepEqual(
      audit
        .json<{ entries: { action: string; target: string }[] }>()
        .entries.map(({ action, target }) => [action, target]),
      ['unfollowWallet', 'changeWallet', 'followWallet'].map((action) => [action, `wallet:${ann}`]),
    );
  },
);

test(
  'activity is told in plain words, newest first, page by page, of one wallet or all',
  within,
  async (t) => {
    const { chain, read } = await openSolana(t);
    await chain.record(1, ann, 'buy', 1_200_000_000_000n, 3_400_000_000n);
    await chain.record(2, bob, 'sell', 5_000_000n, 1_000_000n);
    await chain.save(3, ann, { status: 'failed', error: '{"InstructionError":[3,{"Custom":6001}]}' });
    type Page = { activity: ActivityRow[]; hasMore: boolean };
    const all = await read<Page>('activity');
    const short = `${mint.slice(0, 4)}…${mint.slice(-4)}`;
    assert.deepEqual(
      all.activity.map(({ plain }) => plain),
      [
        'failed: the program refused with its error 6001 (instruction 4); only the fee was paid',
        `sold 5 ${short} for 0.001 SOL on Raydium CPMM`,
        `bought 1.2M ${short} for 3.4 SOL on Raydium CPMM`,
      ],
    );
    assert.deepEqual(
      (await read<Page>(`activity?wallet=${ann}&limit=1`)).activity.map(({ seq }) => seq),
      [3],
    );
    assert.deepEqual(
      (await read<Page>('activity?beforeSeq=3&limit=1')).activity.map(({ seq }) => seq),
      [2],
    );
    assert.deepEqual(
      (await read<Page>('activity?afterSeq=1')).activity.map(({ seq }) => seq),
      [2, 3],
    );
    const told = await read<{
      says: { plain: string }[];
      decoded: { trades: { input: { amount: string } }[] };
    }>(`transactions/${signatureOf(1)}`);
    assert.match(told.says[0]?.plain ?? '', /^bought 1.2M/);
    assert.equal(told.decoded.trades[0]?.input.amount, '3400000000');
  },
);

test(
  'gains are exact, at the price of the pricer, and say what is missing where that is away',
  within,
  async (t) => {
    const price = {
      mint,
      priceUsd: '0.5',
      priceSol: '0.002',
      atMs: 1,
      liquidityUsd: null,
      changeHourPercent: null,
      changeDayPercent: null,
      disagreementBps: null,
      isDisputed: false,
      sources: [],
    };
    let isAway = true;
    const pricer = {
      on: () => () => {},
      health: async () => ({ status: 'Healthy' }),
      prices: async () => {
        if (isAway) throw new AppError('PEER_UNAVAILABLE', 'pricer is not running.');
        return [price];
      },
    };
    const { chain, gateway, read } = await openSolana(t, pricer);
    await chain.record(1, ann, 'buy', 1_000_000_000n, 1_000_000_000n);
    await chain.record(2, ann, 'sell', 400_000_000n, 900_000_000n);
    const away = await read<WalletGainsView>(`wallets/${ann}/gains`);
    assert.equal(away.totals[0]?.unrealised, null);
    assert.match(away.totals[0]?.says ?? '', /pricer is not running/);
    isAway = false;
    // Prices are asked for again after five seconds: another wallet is asked for at once.
    await chain.record(3, bob, 'buy', 1_000_000_000n, 1_000_000_000n);
    const gains = await read<WalletGainsView>(`wallets/${bob}/gains`);
    // 1000 tokens at 0.002 SOL, less what they cost.
    assert.deepEqual([gains.totals[0]?.unrealised, gains.totals[0]?.cost], ['1000000000', '1000000000']);
    assert.deepEqual([away.totals[0]?.realised, away.positions[0]?.held], ['500000000', '600000000']);
    const csv = await gateway.ask({ path: `/api/solana/wallets/${ann}/trades.csv` });
    assert.match(String(csv.headers['content-type']), /^text\/csv/);
    assert.deepEqual(
      csv.text.split('\r\n')[2]?.split(',').slice(4, 9).join(' '),
      `sell ${mint} MMMM…MMMM 400 400000000`,
    );
    const holdings = await read<{ amount: string; token: { symbol: string } }[]>(`wallets/${ann}/holdings`);
    assert.deepEqual(
      holdings.map(({ amount, token }) => [token.symbol, amount]),
      [['SOL', '2000000000']],
    );
  },
);

test(
  'who follows activity live gets each entry once and in order, also what was told while he was away',
  within,
  async (t) => {
    const { chain, gateway } = await openSolana(t);
    await chain.record(1, ann, 'buy', 1n, 1n);
    const live = await connect(gateway);
    live.follow('walletActivity');
    const { epoch, seq, data } = await live.next('snapshot', 'walletActivity');
    assert.deepEqual(
      (data as ActivityRow[]).map((row) => row.seq),
      [1],
    );
    live.close();
    for (let at = 2; at <= 300; at++) await chain.record(at, at % 2 === 0 ? ann : bob, 'buy', 1n, 1n);
    const again = await connect(gateway);
    again.follow('walletActivity', { epoch, afterSeq: seq });
    const told: number[] = [];
    while (told.length < 299)
      told.push(((await again.next('delta', 'walletActivity')).data as ActivityRow).seq);
    assert.deepEqual(
      told,
      Array.from({ length: 299 }, (_, i) => i + 2),
    );
    again.follow('walletActivity', { filter: { wallet: bob } });
    const own = (await again.next('snapshot', 'walletActivity')).data as ActivityRow[];
    assert.ok(own.length > 50 && own.every(({ address }) => address === bob));
    again.close();
  },
);

test(
  'launched tokens are listed by filter, and told live with a name that cannot deceive',
  within,
  async (t) => {
    const { chain, gateway, read } = await openSolana(t);
    const live = await connect(gateway);
    live.follow('launches');
    assert.deepEqual((await live.next('snapshot', 'launches')).data, []);
    const launch = {
      ...{ type: 'tokenLaunched' as const, instruction: 0, program: CPMM, pool, mint, creator: ann },
      ...{ name: '\u202eevil', symbol: 'USDC', uri: 'https://example.org/', quoteMint: SOL },
    };
    await chain.save(1, ann, { events: [launch] });
    chain.tell('launch', { signature: signatureOf(1), slot: 1, blockTimeMs: 1000, event: launch });
    const row = (await live.next('delta', 'launches')).data as { symbol: string; name: string };
    assert.deepEqual([row.symbol, row.name], ['USDC (MMMM…MMMM)', 'evil']);
    type Row = { mint: string; reasons: string[]; verdict: string | null };
    for (const found of [
      'tokens?search=usd',
      'tokens?verdict=unknown',
      'tokens?platform=raydium-cpmm',
      `tokens?search=${mint}`,
    ])
      assert.deepEqual(
        (await read<Row[]>(found)).map((each) => each.mint),
        [mint],
        found,
      );
    for (const none of ['tokens?search=doge', 'tokens?verdict=safe', 'tokens?platform=nothing'])
      assert.deepEqual(await read<Row[]>(none), [], none);
    const view = await read<{ launch: Row; priceSays: string; report: null }>(`tokens/${mint}`);
    assert.equal(view.launch.mint, mint);
    assert.match(view.priceSays, /not told at present/);
    live.close();
  },
);

test(
  'while chain, decoder and pricer are away storage is still told, and the rest says so',
  within,
  async (t) => {
    const gateway = await openGateway(t);
    await gateway.storage.followAddress({
      address: ann,
      kind: 'wallet',
      label: 'Ann',
      priority: 3,
      cursor: null,
    });
    for (const path of ['wallets', 'activity', 'tokens', `tokens/${mint}`, `wallets/${ann}/gains`])
      assert.equal((await gateway.ask({ path: `/api/solana/${path}` })).status, 200, path);
    for (const path of [
      'endpoints',
      'programs',
      'feeds',
      `wallets/${ann}/holdings`,
      `tokens/${mint}/candles`,
    ])
      assert.equal((await gateway.ask({ path: `/api/solana/${path}` })).code, 'PEER_UNAVAILABLE', path);
    const [wallet] = (await gateway.ask({ path: '/api/solana/wallets' })).json<
      { state: string; says: string }[]
    >();
    assert.equal(wallet?.state, 'waiting');
    assert.match(wallet?.says ?? '', /Nobody follows it at present/);
  },
);
