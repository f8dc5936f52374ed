import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from './load.ts';
import { configOf, problemsOf, toSources } from './testing/sources.ts';
import { agentNames, workerDefaults } from './worker-defaults.ts';

test('with nothing configured every setting has its default', () => {
  const config = configOf({});
  assert.equal(config.mode, 'sandbox');
  assert.equal(config.dataDir, '/srv/data');
  assert.deepEqual([config.gateway.host, config.gateway.port], ['127.0.0.1', 3000]);
  assert.equal(config.runtime.pool.queueLimit, 1000);
  for (const name of agentNames) {
    const { maxConcurrentLimit: _, ...defaults } = workerDefaults[name];
    assert.deepEqual(config.workers[name], { ...defaults, enabled: true });
  }
});

test('the defaults of the worker table in the ZapBot document hold', () => {
  const { telegram, chain, executor, storage, market, cache, decoder } = configOf({}).workers;
  assert.deepEqual(
    [telegram, chain, executor, storage, market, cache, decoder].map((worker) => worker.maxMemoryMb),
    [512, 1024, 1024, 512, 256, 256, 512],
  );
  assert.deepEqual(
    [telegram, chain, executor, storage, market, cache, decoder].map((worker) => worker.maxRestarts),
    [5, 3, 3, 5, 10, 0, 3],
  );
  assert.equal(cache.restartOnError, false);
});

test('flags win over the environment, the environment over the file, the file over defaults', () => {
  const yaml = 'gateway: { port: 1 }';
  const env = { ZAPFLOW_GATEWAY_PORT: '2' };
  assert.equal(configOf({ yaml }).gateway.port, 1);
  assert.equal(configOf({ yaml, env }).gateway.port, 2);
  assert.equal(configOf({ yaml, env, set: ['gateway.port=3'] }).gateway.port, 3);
  assert.equal(configOf({ yaml, env, set: ['gateway.port=3', 'gateway.port=4'] }).gateway.port, 4);
});

test('a value that a later source overrides must be right all the same', () => {
  const problems = problemsOf({ yaml: 'gateway:\n  port: abc', set: ['gateway.port=3'] });
  assert.deepEqual(
    problems.map(({ path, source }) => [path, source]),
    [['gateway.port', 'zapflow.yaml:2']],
  );
});

test('the result is frozen all the way down', () => {
  const config = configOf({ yaml: 'log: { levels: { market: debug } }' });
  const seen: unknown[] = [config];
  for (const value of seen)
    if (typeof value === 'object' && value !== null) {
      assert.ok(Object.isFrozen(value));
      seen.push(...Object.values(value));
    }
  assert.ok(seen.length > 150);
});

test('log levels of file, environment and flags are merged module by module', () => {
  const { levels } = configOf({
    yaml: 'log: { levels: { market: debug, core.link: info } }',
    env: { ZAPFLOW_LOG_LEVELS: 'core.link=warn, chain=warn' },
    set: ['log.levels.core.queue=error'],
  }).log;
  assert.deepEqual(levels, { market: 'debug', 'core.link': 'warn', chain: 'warn', 'core.queue': 'error' });
});

test('a file named by --config is read from the folder of the start and must exist', () => {
  const sources = toSources({ files: { '/srv/my/own.yaml': 'mode: paper' } });
  assert.equal(loadConfig({ ...sources, configFile: 'my/own.yaml' }).mode, 'paper');
  assert.throws(() => loadConfig({ ...sources, configFile: 'absent.yaml' }), {
    code: 'CONFIG_INVALID',
    details: {
      problems: [
        {
          path: 'absent.yaml',
          source: '--config',
          expected: 'a readable file',
          got: '"absent.yaml"',
          hint: '',
        },
      ],
    },
  });
});

test('sections whose lines are all commented out, and an empty file, set nothing', () => {
  assert.deepEqual(configOf({ yaml: 'gateway:\n  # port: 1\nlog:\n' }), configOf({}));
  assert.deepEqual(configOf({ yaml: '' }), configOf({}));
});
