import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import type { AppError } from '../errors.ts';
import { rootScope, runInScope } from '../scope.ts';
import { Secret } from '../secret.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import type { HttpOptions } from './http.ts';
import { createRateLimit } from './rate-limit.ts';
import { createScriptedHttp, type ScriptedAnswer } from './testing/scripted-http.ts';
import { createTestHttp } from './testing/test-http.ts';

function setUp(answers: ScriptedAnswer | ScriptedAnswer[], options: Partial<HttpOptions> = {}) {
  const list = [answers].flat();
  const transport = createScriptedHttp((_, count) => list[count - 1] ?? list.at(-1)!);
  const { clock, http } = createTestHttp(transport, { baseUrl: 'https://venue.test/api', ...options });
  const fail = async (request: Parameters<typeof http.request>[0], waitMs = 1000): Promise<AppError> => {
    const result = Promise.allSettled([http.request(request)]);
    await clock.advance(waitMs);
    const [outcome] = await result;
    assert.equal(outcome.status, 'rejected');
    return outcome.reason;
  };
  return { clock, http, fail, requests: transport.requests };
}

const once = { idempotent: false, method: 'POST', path: '/orders' } as const;

describe('what goes out', () => {
  test('base address, path, query, headers and body meet in one request, secrets revealed only there', async () => {
    const { http, requests } = setUp({ body: {} }, { headers: { 'X-Key': new Secret('the-key') } });
    await http.request({
      method: 'post',
      path: '/orders',
      query: { symbol: 'BTC/USDT', limit: 5, gone: undefined, signature: new Secret('sig') },
      headers: { 'x-one': '1' },
      body: { size: '1.5' },
    });
    const { method, url, headers, body } = requests[0]!;
    assert.equal(method, 'POST');
    assert.equal(url, 'https://venue.test/api/orders?symbol=BTC%2FUSDT&limit=5&signature=sig');
    assert.equal(body, '{"size":"1.5"}');
    assert.deepEqual(headers, {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-key': 'the-key',
      'x-one': '1',
    });
  });

  test('forms, text and bytes go as they are', async () => {
    const { http, requests } = setUp({});
    for (const body of [new URLSearchParams({ a: '1' }), 'text', Buffer.from('raw')])
      await http.request({ ...once, body });
    assert.deepEqual(
      requests.map(({ body, headers }) => [String(body), headers['content-type']]),
      [
        ['a=1', 'application/x-www-form-urlencoded'],
        ['text', 'text/plain; charset=utf-8'],
        ['raw', 'application/octet-stream'],
      ],
    );
  });

  test('a key in the base address is sent', async () => {
    const { http, requests } = setUp({}, { baseUrl: new Secret('https://rpc.test/?api-key=abc') });
    await http.request({ path: '' });
    assert.equal(requests[0]!.url, 'https://rpc.test/?api-key=abc');
  });

  for (const path of ['//evil.test/x', '/../secret', '/../apix', '@evil.test', '\\\\evil.test'])
    test(`the path ${path} does not leave the base address`, async () => {
      const { http, requests } = setUp({});
      await http
        .request({ path })
        .catch((error: AppError) => assert.equal(error.code, 'HTTP_REQUEST_INVALID'));
      for (const { url } of requests) assert.ok(url.startsWith('https://venue.test/api/'), url);
    });

  test('a base address that is none is a configuration error that does not quote it', () => {
    assert.throws(
      () => setUp({}, { baseUrl: 'ftp://user:hidden@x' }),
      (error: AppError) => {
        assert.doesNotMatch(JSON.stringify(error) + error.stack, /hidden/);
        return error.code === 'CONFIG_INVALID';
      },
    );
  });

  test('a body that is not data is refused', async () => {
    const { fail } = setUp({});
    assert.equal((await fail({ ...once, body: { size: 1n } })).code, 'HTTP_REQUEST_INVALID');
  });
});

describe('what comes back', () => {
  test('a body of the expected shape is typed and stripped of the rest', async () => {
    const { http } = setUp({ body: { price: '1', extra: 1 } });
    const reply = await http.request({ path: '/x', schema: z.object({ price: z.string() }) });
    const price: string = reply.body.price;
    assert.equal(price, '1');
    assert.deepEqual(reply.body, { price: '1' });
  });

  test('a body of another shape names the paths and is not asked for again', async () => {
    const { fail, requests } = setUp({ body: { price: 1 } });
    const error = await fail({ path: '/x', schema: z.object({ price: z.string() }) });
    assert.equal(error.code, 'HTTP_RESPONSE_INVALID');
    assert.match(error.message, /^venue GET \/x: /);
    const { issues } = error.details;
    assert.deepEqual(issues, [{ path: 'price', message: 'Invalid input: expected string, received number' }]);
    assert.equal(requests.length, 1);
  });

  test('an empty body is undefined', async () => {
    const { http } = setUp({ status: 204 });
    assert.equal((await http.request({ path: '/x' })).body, undefined);
  });

  test('invalid UTF-8 is not JSON', async () => {
    const { fail } = setUp({ chunks: [Buffer.from([0x22, 0xff, 0x22])] });
    assert.equal((await fail({ path: '/x' })).code, 'HTTP_NOT_JSON');
  });

  const kinds = {
    400: 'input',
    401: 'refused',
    404: 'refused',
    408: 'transient',
    418: 'transient',
    422: 'input',
  };
  for (const [status, kind] of Object.entries({
    ...kinds,
    429: 'transient',
    500: 'transient',
    503: 'transient',
  }))
    test(`status ${status} of a read is an error of kind ${kind}`, async () => {
      const { fail } = setUp({ status: Number(status), body: { code: -2010 } });
      const error = await fail({ path: '/x?key=hidden' });
      assert.equal(error.kind, kind);
      assert.equal(error.message, `venue GET /x answered ${status}.`);
      assert.deepEqual(error.details, { status: Number(status), excerpt: '{"code":-2010}' });
    });

  test('an excerpt is short and quotes nothing private', async () => {
    const said = 'no: tok-123456 Bearer abcdefgh a%2Fb%2Fc%2Fd 9876543-bot https://venue.test/9876543-bot ';
    const { fail } = setUp(
      { status: 403, chunks: [said, 'x'.repeat(5000)] },
      {
        baseUrl: 'https://venue.test/9876543-bot',
        headers: { authorization: new Secret('Bearer abcdefgh') },
      },
    );
    const { excerpt } = (await fail({ path: '/x', query: { token: 'tok-123456', path: 'a/b/c/d' } })).details;
    assert.doesNotMatch(String(excerpt), /tok-1|abcdefgh|a%2F|9876543/);
    assert.ok(String(excerpt).length <= 501);
  });
});

describe('requests that must not happen twice', () => {
  const open: [string, ScriptedAnswer][] = [
    ['a connection that broke', 'broken'],
    ['a body that broke off', { chunks: ['{'], ending: 'broken' }],
    ['a server error', { status: 502 }],
    ['a success that cannot be read', { chunks: ['<html>'] }],
  ];
  for (const [name, answer] of open)
    test(`${name} leaves the outcome unknown and is not repeated`, async () => {
      const { fail, requests } = setUp(answer);
      const error = await fail(once);
      assert.equal(error.code, 'OUTSIDE_UNANSWERED');
      assert.equal(error.kind, 'unknown-outcome');
      assert.equal(requests.length, 1);
    });

  test('a timeout after sending leaves the outcome unknown', async () => {
    const { fail } = setUp('silent');
    assert.equal((await fail(once, 5000)).code, 'OUTSIDE_UNANSWERED');
  });

  test('a success that is too large or of another shape leaves the outcome unknown', async () => {
    const { fail } = setUp({ body: { id: 'x'.repeat(100) } }, { maxResponseBytes: 50 });
    assert.equal((await fail(once)).code, 'OUTSIDE_UNANSWERED');
    const second = setUp({ body: {} });
    const error = await second.fail({ ...once, schema: z.object({ id: z.string() }) });
    assert.equal(error.code, 'OUTSIDE_UNANSWERED');
  });

  test('what was never sent, or was declined before it was done, did not happen', async () => {
    const declined = { status: 503, headers: { 'retry-after': '2' } };
    for (const [answer, code] of [
      ['unreachable', 'HTTP_UNREACHABLE'],
      [declined, 'HTTP_UNAVAILABLE'],
      [{ status: 429 }, 'HTTP_RATE_LIMITED'],
      [{ status: 400 }, 'HTTP_REQUEST_INVALID'],
    ] as const) {
      const { fail, requests } = setUp(answer);
      assert.equal((await fail(once)).code, code);
      assert.equal(requests.length, 1);
    }
  });
});

describe('repeating and waiting', () => {
  test('a read is repeated after a transient failure', async () => {
    const { clock, http, requests } = setUp([{ status: 502 }, { body: 1 }]);
    const reply = http.request({ path: '/x' });
    await clock.advance(1000);
    assert.equal((await reply).body, 1);
    assert.equal(requests.length, 2);
  });

  test('each attempt spends weight, and a refusal holds back every request for as long as it says', async () => {
    const clock = createManualClock();
    const sentMs: number[] = [];
    const transport = createScriptedHttp((_, count) => {
      sentMs.push(clock.monotonicMs());
      return count === 1 ? { status: 429, headers: { 'retry-after': '1' } } : { body: count };
    });
    const rateLimit = createRateLimit({ name: 'venue', clock, windows: [{ limit: 4, perMs: 10_000 }] });
    const { http } = createTestHttp(transport, { clock, rateLimit }, { clock });
    const request = { path: 'https://venue.test/x', weight: 2 };
    const replies = [http.request(request)];
    await clock.advance(0);
    replies.push(http.request({ ...request, urgent: true }));
    await clock.advance(20_000);
    await Promise.all(replies);
    assert.deepEqual(sentMs, [0, 1000, 10_000]);
  });

  test('the deadline and signal of the work under way hold for its requests', async () => {
    const { clock, http } = setUp('silent');
    const controller = new AbortController();
    const scope = { ...rootScope('c'), deadlineMs: clock.monotonicMs() + 100, signal: controller.signal };
    const [first, second] = [
      runInScope(scope, () => http.request({ path: '/x' })),
      http.request({ path: '/x' }),
    ];
    const outcomes = Promise.allSettled([first, second]);
    await clock.advance(100);
    await assert.rejects(first, { code: 'OUTSIDE_TIMEOUT' });
    await clock.advance(20_000);
    assert.equal((await outcomes)[1].status, 'rejected');
  });
});

describe('redirects', () => {
  const to = (location: string) => ({ status: 302, headers: { location } });

  test('a redirect is refused by default', async () => {
    const { fail, requests } = setUp([to('/api/y'), { body: 1 }]);
    assert.equal((await fail({ path: '/x' })).code, 'HTTP_REDIRECTED');
    assert.equal(requests.length, 1);
  });

  test('where allowed, a read follows within its origin, so many times and no more', async () => {
    const { http, requests } = setUp([to('/b'), to('c'), { body: 1 }], { redirects: 2 });
    assert.equal((await http.request({ path: '/a' })).body, 1);
    assert.equal(requests[2]!.url, 'https://venue.test/c');
    const { fail } = setUp(to('/b'), { redirects: 2 });
    assert.equal((await fail({ path: '/a' })).code, 'HTTP_REDIRECTED');
  });

  test('keys never follow a redirect to another origin, and a write follows none', async () => {
    const { fail, requests } = setUp(to('https://evil.test/'), { redirects: 5 });
    assert.equal((await fail({ path: '/a' })).code, 'HTTP_REDIRECTED');
    assert.equal(requests.length, 1);
    const write = setUp(to('/b'), { redirects: 5 });
    assert.equal((await write.fail(once)).code, 'HTTP_REDIRECTED');
    assert.equal(write.requests.length, 1);
  });
});
