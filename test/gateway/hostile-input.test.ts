// Threat 29 and the fuzzing of issue 4: whatever is sent, the answer is about the request, and nothing of the inside.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { z } from 'zod';
import { openGateway, type TestGateway } from '../../src/workers/gateway/testing/open-gateway.ts';
import { setUp } from '../../src/workers/gateway/testing/people.ts';
import { everyRoute, toBody, toPath } from './every-route.ts';

const rateLimit = { tokenPerMinute: 100_000, sessionPerMinute: 1_000_000, failedPerMinute: 1_000_000 };
/** What only somebody who wrote the program should ever read. */
const insides =
  /\bat .*\.(ts|js):\d+|node_modules|\/src\/|SQLITE|sqlite|select |zod|TypeError|undefined is not|instanceof/i;
/** They end or lock what the test goes on with. */
const endings = new Set(['signOut']);

describe('hostile input', () => {
  let gateway: TestGateway;
  let session: string;
  let release: () => Promise<void>;
  before(async () => {
    const owner = {
      after: (run: () => Promise<void>) => {
        release = run;
      },
    };
    gateway = await openGateway(owner, { settings: { mode: 'paper', rateLimit } });
    session = await setUp(gateway);
  });
  after(() => release());

  const harmless = (what: string, { status, text }: { status: number; text: string }, sent = '') => {
    // Parts that the test does not run answer 503.
    assert.ok(status < 500 || status === 503, `${what}: ${status} ${text}`);
    // An answer names the keys that it refuses, so a word that came with the request may come back with it.
    if (!insides.test(sent)) assert.doesNotMatch(text, insides, what);
  };

  test('every schema refuses what it does not declare', () => {
    for (const [name, { params, query, body }] of everyRoute)
      for (const [place, schema] of Object.entries({ params, query, body })) {
        if (!schema) continue;
        assert.ok(schema instanceof z.ZodObject, `${name}: the ${place} must be an object`);
        const { success, error } = schema.safeParse({ surprise: 1 });
        const codes = error?.issues.map(({ code }) => code) ?? [];
        assert.ok(!success && codes.includes('unrecognized_keys'), `${name}: ${place} takes unknown keys`);
      }
  });

  test('unknown keys in body and query are refused with their place', async () => {
    for (const [name, route] of everyRoute) {
      if (endings.has(name)) continue;
      const wish = { method: route.method, path: toPath(route), session };
      const query = await gateway.ask({
        ...wish,
        path: `${wish.path}?surprise=1`,
        body: toBody(name, route),
      });
      assert.deepEqual([query.status, query.code], [400, 'REQUEST_INVALID'], `${name}: ${query.text}`);
      if (route.method === 'GET') continue;
      const body = await gateway.ask({ ...wish, body: { ...(toBody(name, route) as object), surprise: 1 } });
      assert.deepEqual([body.status, body.code], [400, 'REQUEST_INVALID'], `${name}: ${body.text}`);
    }
  });

  test('any JSON in any body is answered with 4xx or done, never with 5xx or the inside', async () => {
    const bodies = everyRoute.filter(([name, { body }]) => body && !endings.has(name));
    const awkward = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(
        '../../etc/passwd',
        '\u0000',
        '\u202e',
        '💥'.repeat(100),
        'x'.repeat(5000),
        1e308,
        -1,
        0.5,
        null,
      ),
      fc.constantFrom({ $ne: null }, { __proto__: { role: 'admin' } }, [], [[]], ''),
    );
    for (const [name, route] of bodies) {
      const keys = Object.keys((route.body as z.ZodObject).shape);
      const good = toBody(name, route) as object;
      const shaped = fc.record(Object.fromEntries(keys.map((key) => [key, awkward])), { requiredKeys: [] });
      const nearly = fc
        .tuple(fc.constantFrom(...keys), awkward)
        .map(([key, value]) => ({ ...good, [key]: value }));
      const check = fc.asyncProperty(fc.oneof(awkward, shaped, nearly), async (body) => {
        const sent = JSON.stringify(body);
        const wish = { method: route.method, path: toPath(route), body: sent, session };
        harmless(name, await gateway.ask(wish), sent);
      });
      await fc.assert(check, { numRuns: 40 });
    }
  });

  test('any text in any path or query is answered with 4xx or done', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        '..',
        '../..',
        '%2e%2e%2f',
        '%00',
        '\u0000',
        'a'.repeat(3000),
        '-1',
        '1e9',
        'NaN',
        '9'.repeat(30),
      ),
      fc.constantFrom('__proto__', 'constructor', "' or 1=1 --", '$'.concat('{7*7}'), '[object Object]'),
    );
    const encode = (text: string) => encodeURIComponent(text.toWellFormed()) || '%20';
    for (const [name, route] of everyRoute) {
      if (endings.has(name) || (!route.params && !route.query)) continue;
      const keys = Object.keys(route.query?.shape ?? {});
      const check = fc.asyncProperty(texts, texts, async (one, two) => {
        const path = route.path.replaceAll(/\{\w+\}/g, () => encode(one));
        const query = keys.map((key) => `${key}=${encode(two)}`).join('&');
        const wish = { method: route.method, path: `${path}?${query}`, body: toBody(name, route), session };
        harmless(name, await gateway.ask(wish), `${one} ${two}`);
      });
      await fc.assert(check, { numRuns: 25 });
    }
    for (const path of [
      '/%',
      '/%c0%ae%c0%ae/',
      '/api/%2e%2e/%2e%2e/etc/passwd',
      '/..%2f..%2fpackage.json',
      '//evil.test',
      '//[',
      '//evil.test:99999/a',
      '//evil.test:99999/a.js',
      '/assets/..%2findex.ts',
      '/\u0000'.replace('\u0000', '%00'),
    ])
      harmless(path, await gateway.ask({ path, session }));
  });

  test('what is refused before anything is looked up has a correlation id too', async () => {
    const answer = await gateway.ask({ path: '/%zz' });
    const { correlationId } = answer.json<{ error: { correlationId: string } }>().error;
    assert.equal(answer.status, 400);
    assert.match(correlationId, /^[0-9a-f]{16}$/);
    assert.equal(answer.headers['x-correlation-id'], correlationId);
  });

  test('bodies that are no JSON, too large, too deep, compressed or aimed at prototypes are refused', async () => {
    const send = (body: string, headers: Record<string, string> = {}) =>
      gateway.ask({ method: 'POST', path: '/api/stop', body, headers, session });
    const answers: [string, Awaited<ReturnType<typeof send>>, number][] = [
      ['no JSON', await send('{'), 400],
      ['two values', await send('{} {}'), 400],
      ['too large', await send(JSON.stringify({ reason: 'x'.repeat(300_000) })), 413],
      ['too deep', await send(`${'['.repeat(40)}${']'.repeat(40)}`), 400],
      ['very deep', await send('['.repeat(200_000)), 400],
      ['__proto__', await send('{"__proto__":{"role":"admin"}}'), 400],
      ['constructor', await send('{"constructor":{"prototype":{"role":"admin"}}}'), 400],
      ['gzip', await send('{}', { 'content-encoding': 'gzip' }), 415],
      ['another type', await send('<a/>', { 'content-type': 'application/xml' }), 415],
      ['another charset of types', await send('{}', { 'content-type': 'application/jsonp' }), 415],
    ];
    for (const [what, answer, status] of answers) {
      assert.equal(answer.status, status, `${what}: ${answer.text}`);
      harmless(what, answer);
    }
    assert.equal((await gateway.ask({ path: '/api/health' })).status, 200);
  });

  test('text that is no Unicode, or that storage cannot keep, is refused with its place', async () => {
    for (const reason of ['\0', 'half \ud800', '\udfff']) {
      const answer = await gateway.ask({ method: 'POST', path: '/api/stop', body: { reason }, session });
      assert.deepEqual([answer.status, answer.code], [400, 'REQUEST_INVALID'], JSON.stringify(reason));
    }
  });

  test('a bomb that would inflate is never inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const before = process.memoryUsage().rss;
    for (const [encoding, bytes] of [
      ['gzip', bomb],
      ['deflate', deflateSync(Buffer.alloc(1000))],
    ] as const) {
      const headers = { 'content-encoding': encoding, 'content-type': 'application/json' };
      const answer = await gateway.ask({
        method: 'POST',
        path: '/api/stop',
        body: bytes.toString('latin1'),
        headers,
        session,
      });
      assert.equal(answer.status, 415);
    }
    assert.ok(process.memoryUsage().rss - before < 50 * 2 ** 20);
  });

  test('a failure of ours is told without its cause, which the log has under the same id', async () => {
    gateway.setWorkers(() => {
      throw new TypeError('secret detail of /src/file.ts');
    });
    const answer = await gateway.ask({ path: '/api/stats', session });
    const { error } = answer.json<{ error: { code: string; correlationId: string } }>();
    assert.deepEqual([answer.status, error.code], [500, 'BUG']);
    assert.doesNotMatch(answer.text, /secret detail/);
    assert.equal(error.correlationId, answer.headers['x-correlation-id']);
    const line = gateway.lines.find((text) => text.includes('secret detail'));
    assert.match(line ?? '', new RegExp(error.correlationId));
  });
});
