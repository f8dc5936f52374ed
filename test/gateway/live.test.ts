// The live connection through the whole gateway: who is let in, what he is shown, and when he is sent away.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { type ClientFrame, type ServerFrame, serverFrame } from '../../src/api/live.ts';
import { systemState } from '../../src/api/system.ts';
import { openGateway, type TestGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { createPeople, createToken, password, signIn } from '../../src/workers/gateway/testing/people.ts';

const AT_ONCE_MS = 15_000;
const paper = { settings: { mode: 'paper' } };

function connect({ port }: TestGateway, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, {
    headers: { origin: `http://127.0.0.1:${port}`, ...headers },
  });
  const frames: ServerFrame[] = [];
  let onFrame = () => {};
  socket.on('message', (data) => {
    frames.push(serverFrame.parse(JSON.parse(data.toString())));
    onFrame();
  });
  // At once, and not when sessions are looked through the next minute.
  const closed = once(socket, 'close', { signal: AbortSignal.timeout(AT_ONCE_MS) }).then(
    ([code]) => code as number,
    () => 'still open',
  );
  return {
    closed,
    close: () => socket.terminate(),
    /** 101 when it was let in, else the status of the refusal. */
    status: new Promise<number>((resolve) => {
      socket.on('open', () => resolve(101));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => resolve(0));
    }),
    send: (frame: ClientFrame) => socket.send(JSON.stringify(frame)),
    async next<T extends ServerFrame['type']>(type: T): Promise<Extract<ServerFrame, { type: T }>> {
      for (;;) {
        const at = frames.findIndex((frame) => frame.type === type);
        if (at >= 0) return frames.splice(at, 1)[0] as Extract<ServerFrame, { type: T }>;
        await new Promise<void>((resolve) => {
          onFrame = resolve;
        });
      }
    },
  };
}

test('a guest of the sandbox sees the figures of the program, each second anew', async (t) => {
  const gateway = await openGateway(t);
  const client = connect(gateway);
  assert.equal((await client.next('welcome')).role, 'viewer');
  client.send({ type: 'subscribe', id: 1, topic: 'system' });
  const snapshot = await client.next('snapshot');
  assert.equal(systemState.parse(snapshot.data).mode, 'sandbox');
  const delta = await client.next('delta');
  assert.ok(delta.seq > snapshot.seq && delta.epoch === snapshot.epoch);
  client.close();
});

test('who is not signed in is told nothing; with a token in the first frame he is', async (t) => {
  const gateway = await openGateway(t, paper);
  const { admin } = await createPeople(gateway);
  const { text: token } = await createToken(gateway, admin, { role: 'viewer', areas: ['trading'] });
  const client = connect(gateway);
  await client.status;
  client.send({ type: 'subscribe', id: 1, topic: 'trading' });
  assert.equal((await client.next('failed')).code, 'SIGN_IN_NEEDED');
  client.send({ type: 'hello', token });
  client.send({ type: 'subscribe', id: 2, topic: 'trading' });
  assert.equal((await client.next('welcome')).role, 'viewer');
  assert.equal((await client.next('done')).id, 2);
  await client.next('snapshot');
  client.send({ type: 'subscribe', id: 3, topic: 'logs' });
  assert.equal((await client.next('failed')).code, 'AREA_MISSING');
  const wrong = connect(gateway);
  await wrong.status;
  wrong.send({ type: 'hello', token: `zf_${'A'.repeat(43)}` });
  assert.equal(await wrong.closed, 4401);
  client.close();
});

test('a valid cookie from a foreign page opens no connection', async (t) => {
  const gateway = await openGateway(t, paper);
  const { admin } = await createPeople(gateway);
  const foreign = connect(gateway, { origin: 'http://evil.test', cookie: `zapflow=${admin}` });
  assert.equal(await foreign.status, 403);
  const rebound = connect(gateway, { host: 'evil.test', cookie: `zapflow=${admin}` });
  assert.equal(await rebound.status, 421);
});

test('whoever signs out, or gets another role, is sent away at once', async (t) => {
  const gateway = await openGateway(t, paper);
  const people = await createPeople(gateway);
  const open = async (session: string) => {
    const client = connect(gateway, { cookie: `zapflow=${session}` });
    await client.next('welcome');
    return client;
  };
  const [viewer, trader, admin] = [
    await open(people.viewer),
    await open(people.trader),
    await open(people.admin),
  ];
  await gateway.ask({ method: 'DELETE', path: '/api/session', session: people.viewer });
  assert.equal(await viewer.closed, 4401);
  const users = await gateway.ask({ path: '/api/users', session: people.admin });
  const { id } = users.json<{ id: string; name: string }[]>().find(({ name }) => name === 'trader')!;
  const changed = await gateway.ask({
    method: 'PATCH',
    path: `/api/users/${id}`,
    body: { role: 'viewer' },
    session: people.admin,
  });
  assert.equal(changed.status, 200);
  assert.equal(await trader.closed, 4403);
  admin.send({ type: 'ping', id: 5 });
  assert.equal((await admin.next('pong')).id, 5);
  admin.close();
});

test('whose account was reset at the machine is sent away at once, and nobody else', async (t) => {
  const gateway = await openGateway(t, paper);
  const people = await createPeople(gateway);
  const trader = connect(gateway, { cookie: `zapflow=${people.trader}` });
  const admin = connect(gateway, { cookie: `zapflow=${people.admin}` });
  await Promise.all([trader.next('welcome'), admin.next('welcome')]);
  const users = await gateway.storage.users();
  gateway.accountChanged({ userId: users.find(({ name }) => name === 'trader')?.id ?? '' });
  assert.equal(await trader.closed, 4403);
  admin.send({ type: 'ping', id: 6 });
  assert.equal((await admin.next('pong')).id, 6);
  admin.close();
});

test('a stop of trading reaches those who look on', async (t) => {
  const gateway = await openGateway(t, paper);
  const { admin } = await createPeople(gateway);
  const client = connect(gateway, { cookie: `zapflow=${admin}` });
  await client.next('welcome');
  client.send({ type: 'subscribe', id: 1, topic: 'trading' });
  await client.next('snapshot');
  await gateway.ask({ method: 'POST', path: '/api/stop', body: { reason: 'lunch' }, session: admin });
  const { data } = await client.next('delta');
  assert.deepEqual((data as { isStopped: boolean }).isStopped, true);
  client.close();
});

test('where storage is away at the start, who looks on is told of trading when it is back', async (t) => {
  const away = Promise.withResolvers<never>();
  const gateway = await openGateway(t, { firstTradingStop: () => away.promise });
  const client = connect(gateway);
  await client.next('welcome');
  client.send({ type: 'subscribe', id: 1, topic: 'trading' });
  await client.next('done');
  away.reject(new Error('away'));
  const { data } = await client.next('snapshot');
  assert.deepEqual((data as { isStopped: boolean }).isStopped, false);
  client.close();
});

test('another password sends the other sessions and the tokens of that account away at once; a revoked token goes too', async (t) => {
  const gateway = await openGateway(t, paper);
  const { admin } = await createPeople(gateway);
  const other = await signIn(gateway, 'admin');
  const [kept, revoked] = [
    await createToken(gateway, admin, { role: 'viewer' }),
    await createToken(gateway, admin, { role: 'viewer' }),
  ];
  const open = async (headers: Record<string, string>) => {
    const client = connect(gateway, headers);
    await client.next('welcome');
    return client;
  };
  const withToken = await open({ authorization: `Bearer ${revoked.text}` });
  const here = await open({ cookie: `zapflow=${admin}` });
  const elsewhere = await open({ cookie: `zapflow=${other}` });
  await gateway.ask({ method: 'DELETE', path: `/api/tokens/${revoked.id}`, session: admin });
  assert.equal(await withToken.closed, 4401);
  const robot = await open({ authorization: `Bearer ${kept.text}` });
  const body = { present: password, next: 'another long password' };
  const changed = await gateway.ask({ method: 'PUT', path: '/api/session/password', body, session: admin });
  assert.equal(changed.status, 204);
  assert.deepEqual(await Promise.all([elsewhere.closed, robot.closed]), [4403, 4403]);
  here.send({ type: 'ping', id: 7 });
  assert.equal((await here.next('pong')).id, 7);
  here.close();
});
