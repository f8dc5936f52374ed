import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../core/errors.ts';
import { loadConfig } from './load.ts';
import { type Given, toSources } from './testing/sources.ts';

const read = (given: Given) => loadConfig(toSources(given)).cache;

function problemsOf(given: Given): { path: string; expected: string }[] {
  try {
    loadConfig(toSources(given));
  } catch (error) {
    assert.ok(error instanceof AppError);
    assert.doesNotMatch(JSON.stringify(error.details), /canary/);
    return error.details['problems'] as { path: string; expected: string }[];
  }
  return [];
}

test('without an address there is no Redis', () => {
  assert.equal(read({}).redisUrl, undefined);
});

test('the address comes from ZAPFLOW_REDIS_URL and never prints', () => {
  for (const url of ['redis://:canary@127.0.0.1:6379/2', 'rediss://user:canary@cache.example']) {
    const cache = read({ env: { ZAPFLOW_REDIS_URL: url } });
    assert.equal(cache.redisUrl?.reveal(), url);
    assert.doesNotMatch(JSON.stringify(cache), /canary/);
  }
});

test('what is no address of a Redis is refused, and told without repeating it', () => {
  for (const url of ['canary', 'http://canary@localhost', 'redis://', '127.0.0.1:6379', '/canary.sock']) {
    const [problem] = problemsOf({ env: { ZAPFLOW_REDIS_URL: url } });
    assert.equal(problem?.path, 'cache.redisUrl', url);
    assert.match(problem.expected, /redis:\/\//);
  }
  assert.equal(
    problemsOf({ yaml: 'cache:\n  redisUrl: redis://:canary@localhost' })[0]?.path,
    'cache.redisUrl',
  );
});

test('what stands for the number of the database must be one', () => {
  for (const path of ['abc', '1.5', '-1', '1/2', '100000']) {
    const [problem] = problemsOf({ env: { ZAPFLOW_REDIS_URL: `redis://:canary@127.0.0.1:6379/${path}` } });
    assert.match(problem?.expected ?? '', /number \(of the database/, path);
  }
  for (const path of ['', '/', '/0', '/15']) read({ env: { ZAPFLOW_REDIS_URL: `redis://127.0.0.1${path}` } });
});

test('each kind has its own time and size', () => {
  const { wallets, channels } = read({
    yaml: 'cache: { kinds: { wallets: { ttlMs: 5000 } } }',
    env: { ZAPFLOW_CACHE_KINDS_WALLETS_MAX: '7' },
  }).kinds;
  assert.deepEqual(wallets, { ttlMs: 5000, max: 7 });
  assert.equal(channels.max, 1000);
  assert.equal(problemsOf({ yaml: 'cache: { kinds: { walets: { ttlMs: 5000 } } }' }).length, 1);
});
