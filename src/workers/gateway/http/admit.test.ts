import assert from 'node:assert/strict';
import { test } from 'node:test';
import cookie from '@fastify/cookie';
import fastify from 'fastify';
import type { Actor } from '../security/actor.ts';
import { lookUpActors } from './admit.ts';
import { toFailure } from './failures.ts';
import { limitRates } from './rate-limits.ts';

const ada: Actor = {
  kind: 'user',
  id: '1',
  name: 'ada',
  role: 'admin',
  hasTotp: false,
  needsTotp: false,
  sessionHash: 'hash',
  stepUpUntilMs: null,
};

/** The door with its limits, and a storage that counts what it is asked. */
async function openDoor({ sessionPerMinute = 5, failedPerMinute = 100 } = {}) {
  const asked: string[] = [];
  const right = new Set(['right']);
  const find = async (secret: string) => {
    asked.push(secret);
    return right.has(secret) ? ada : undefined;
  };
  const server = fastify();
  server.decorateRequest('actor', undefined);
  server.setErrorHandler((error, _request, reply) => {
    const { status, body } = toFailure(error, 'id');
    return reply.code(status).send(body);
  });
  await server.register(cookie);
  const limits = await limitRates(server, {
    tokenPerMinute: 100,
    sessionPerMinute,
    failedPerMinute,
  });
  const identify = { bySession: find, byToken: find, again: async (actor: Actor) => actor };
  lookUpActors(server, { identify, stranger: undefined, ...limits });
  server.get('/', ({ actor }) => actor?.kind ?? 'nobody');
  const ask = (headers: Record<string, string>, remoteAddress = '192.0.2.1') =>
    server.inject({ url: '/', headers, remoteAddress });
  return { ask, asked, right };
}

for (const [what, toHeaders] of [
  ['sessions', (secret: string) => ({ cookie: `zapflow=${secret}` })],
  ['tokens', (secret: string) => ({ authorization: `Bearer ${secret}` })],
] as const)
  test(`an address that makes up ${what} is refused before storage is asked; who was right goes on, and so do others`, async () => {
    const { ask, asked } = await openDoor();
    assert.equal((await ask(toHeaders('right'))).body, 'user');
    const statuses: number[] = [];
    for (let i = 0; i < 20; i++) statuses.push((await ask(toHeaders(`wrong${i}`))).statusCode);
    assert.equal(asked.length, 5, 'of 21 questions');
    assert.equal(statuses.filter((status) => status === 429).length, 20 - 4);
    assert.equal((await ask(toHeaders('right'))).body, 'user');
    const elsewhere = await ask(toHeaders('right'), '192.0.2.2');
    assert.equal(elsewhere.body, 'user');
  });

const toToken = (secret: string) => ({ authorization: `Bearer ${secret}` });

test('wrong tokens are counted: after so many an address is refused before storage is asked, and its neighbours in the same IPv6 network too', async () => {
  const { ask, asked } = await openDoor({ sessionPerMinute: 1000, failedPerMinute: 3 });
  const at = (place: number) => `2001:db8:1:2::${place}`;
  for (let i = 1; i <= 3; i++) assert.equal((await ask(toToken(`wrong${i}`), at(i))).statusCode, 401);
  assert.equal((await ask(toToken('wrong4'), at(4))).statusCode, 429);
  assert.equal(asked.length, 3);
  assert.equal((await ask(toToken('wrong5'), '2001:db8:1:3::1')).statusCode, 401, 'another network');
});

test('a token that was right once and is not any more is limited like one that never was', async () => {
  const { ask, asked, right } = await openDoor({ sessionPerMinute: 1000, failedPerMinute: 3 });
  assert.equal((await ask(toToken('right'))).body, 'user');
  right.delete('right');
  const statuses: number[] = [];
  for (let i = 0; i < 6; i++) statuses.push((await ask(toToken('right'))).statusCode);
  assert.deepEqual(statuses, [401, 401, 401, 429, 429, 429]);
  assert.equal(asked.length, 4);
});

test('who does not say who he is is counted by his network', async () => {
  const { ask } = await openDoor();
  for (let i = 1; i <= 5; i++) assert.equal((await ask({}, `2001:db8:1:2::${i}`)).body, 'nobody');
  assert.equal((await ask({}, '2001:db8:1:2::6')).statusCode, 429);
  assert.equal((await ask({}, '2001:db8:1:3::1')).body, 'nobody');
});
