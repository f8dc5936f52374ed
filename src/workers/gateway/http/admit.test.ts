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
async function openDoor() {
  const asked: string[] = [];
  const find = (right: string) => async (secret: string) => {
    asked.push(secret);
    return secret === right ? ada : undefined;
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
    sessionPerMinute: 5,
    failedPerMinute: 100,
  });
  const identify = { bySession: find('right'), byToken: find('right'), again: async (actor: Actor) => actor };
  lookUpActors(server, { identify, stranger: undefined, ...limits });
  server.get('/', ({ actor }) => actor?.kind ?? 'nobody');
  const ask = (headers: Record<string, string>, remoteAddress = '192.0.2.1') =>
    server.inject({ url: '/', headers, remoteAddress });
  return { ask, asked };
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
