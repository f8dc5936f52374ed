import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCatalogue } from './catalogue.ts';
import type { Config } from './resolve.ts';
import { configSchema } from './schema.ts';
import { configOf, problemsOf } from './testing/sources.ts';

const { keys } = toCatalogue(configSchema);

test('each setting has an environment name of its own that no test variable can take', () => {
  assert.equal(new Set(keys.map(({ envName }) => envName)).size, keys.length);
  for (const { envName } of keys) assert.match(envName, /^ZAPFLOW_(?!TEST_)[A-Z0-9_]+$/);
});

test('names follow the path by its words', () => {
  const env = { ZAPFLOW_RUNTIME_CALL_DEADLINE_MS: '1234', ZAPFLOW_DATA: '/srv/zap', ZAPFLOW_MODE: 'paper' };
  const config = configOf({ env });
  assert.deepEqual([config.runtime.callDeadlineMs, config.dataDir, config.mode], [1234, '/srv/zap', 'paper']);
});

test('variables of the tests and of other programs are ignored', () => {
  assert.deepEqual(
    configOf({ env: { ZAPFLOW_TEST_DATA: 'x', PATH: '/bin', GATEWAY_PORT: 'y' } }),
    configOf({}),
  );
});

test('numbers and switches must be written as such', () => {
  for (const text of ['', '1e3', '0x10', '3000.5', '３０００', '99999999999999999999'])
    assert.equal(problemsOf({ env: { ZAPFLOW_GATEWAY_PORT: text } })[0]?.path, 'gateway.port');
  for (const text of ['', '1', 'yes', 'TRUE'])
    assert.equal(problemsOf({ env: { ZAPFLOW_LOG_TO_FILES: text } })[0]?.path, 'log.toFiles');
});

const effects: readonly [string, string, (config: Config) => unknown, unknown][] = [
  ['THREADING_ENABLED', 'false', (config) => config.placement, 'single'],
  ['THREADING_ENABLED', 'true', (config) => config.placement, 'auto'],
  ['MAX_WORKER_MEMORY', '512MB', (config) => config.workers.executor.maxMemoryMb, 512],
  ['MAX_WORKER_MEMORY', '1GB', (config) => config.runtime.maxWorkerMemoryMb, 1024],
  ['MAX_WORKER_MEMORY', '536870912', (config) => config.runtime.maxWorkerMemoryMb, 512],
  ['WORKER_RESTART_DELAY', '7000', (config) => config.runtime.restartDelayMs, 7000],
  ['MAX_CONCURRENT_TRADES', '50', (config) => config.workers.executor.maxConcurrent, 50],
  ['MAX_QUEUE_SIZE', '77', (config) => config.runtime.maxQueueSize, 77],
  ['MAX_QUEUE_SIZE', '77', (config) => config.runtime.pool.queueLimit, 77],
  ['HEARTBEAT_INTERVAL', '15000', (config) => config.runtime.heartbeatIntervalMs, 15_000],
  ['SHARED_MEMORY_ENABLED', 'false', (config) => config.runtime.sharedMemory.enabled, false],
  ['SHARED_BUFFER_SIZE', '2097152', (config) => config.runtime.sharedMemory.bufferBytes, 2_097_152],
  ['SHARED_BUFFER_SIZE', '2MB', (config) => config.runtime.sharedMemory.bufferBytes, 2_097_152],
  ['SHARED_BUFFER_COUNT', '4', (config) => config.runtime.sharedMemory.maxBuffers, 4],
  ['TASK_TIMEOUT', '1000', (config) => config.runtime.pool.taskTimeoutMs, 1000],
  ['MAX_RETRIES', '0', (config) => config.runtime.pool.retries, 0],
  ['LOAD_BALANCING_ENABLED', 'true', (config) => config.runtime.pool.balance, 'least-loaded'],
];

for (const [name, text, read, wanted] of effects)
  test(`the document's ${name}=${text} gives ${wanted}`, () => {
    assert.equal(read(configOf({ env: { [name]: text } })), wanted);
  });

test("the document's LOAD_BALANCING_ENABLED=false means round-robin whatever the file says", () => {
  const yaml = 'runtime: { pool: { balance: weighted } }';
  const env = { LOAD_BALANCING_ENABLED: 'false' };
  assert.equal(configOf({ yaml, env }).runtime.pool.balance, 'round-robin');
});

test("when a document's name and ours are both set, ours wins", () => {
  const env = { MAX_QUEUE_SIZE: '1', ZAPFLOW_RUNTIME_MAX_QUEUE_SIZE: '2', THREADING_ENABLED: 'false' };
  assert.equal(configOf({ env }).runtime.maxQueueSize, 2);
  assert.equal(configOf({ env: { ...env, ZAPFLOW_PLACEMENT: 'isolated' } }).placement, 'isolated');
});

test("a wrong value under a document's name is refused under that name", () => {
  const wrong = {
    THREADING_ENABLED: 'no',
    MAX_WORKER_MEMORY: 'lots',
    MAX_CONCURRENT_TRADES: '51',
    TASK_TIMEOUT: '',
  };
  assert.deepEqual(
    problemsOf({ env: wrong }).map(({ source }) => source),
    ['THREADING_ENABLED', 'MAX_WORKER_MEMORY', 'MAX_CONCURRENT_TRADES', 'TASK_TIMEOUT'],
  );
  assert.equal(problemsOf({ env: { MAX_WORKER_MEMORY: '512' } })[0]?.got, '0');
});
