// Every environment variable of the ZapBot document reaches the runtime; what the runtime does with it is tested there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../config/load.ts';
import { type Machine, toRuntimeOptions, toWorkerLimits } from './runtime-options.ts';

const machine = { cores: 4, memoryBytes: 8 * 2 ** 30 };
const output = { isTerminal: false, isColoured: false };

function configOf(env: Record<string, string>) {
  return loadConfig({ env, flags: [], cwd: '/', readFile: () => undefined });
}

function optionsOf(env: Record<string, string>, on: Machine = machine) {
  return toRuntimeOptions(configOf(env), output, on);
}

test('THREADING_ENABLED=false places every service on the main thread', () => {
  assert.equal(optionsOf({}).placement, 'isolated');
  assert.equal(optionsOf({ THREADING_ENABLED: 'false' }).placement, 'single');
  assert.equal(optionsOf({ THREADING_ENABLED: 'true' }).placement, 'isolated');
});

test('MAX_WORKER_MEMORY is a ceiling over the memory of every worker', () => {
  const memories = (env: Record<string, string>) =>
    optionsOf(env).workers.map(({ maxMemoryMb }) => maxMemoryMb);
  assert.deepEqual(memories({}), [256, 512, 256, 256, 512, 512, 1024, 256, 512]);
  assert.deepEqual(memories({ MAX_WORKER_MEMORY: '128MB' }), Array(9).fill(128));
  assert.deepEqual(memories({ MAX_WORKER_MEMORY: '1GB' }), [256, 512, 256, 256, 512, 512, 1024, 256, 512]);
});

test('WORKER_RESTART_DELAY and HEARTBEAT_INTERVAL hold for every worker', () => {
  for (const { restarts, heartbeatIntervalMs } of optionsOf({
    WORKER_RESTART_DELAY: '700',
    HEARTBEAT_INTERVAL: '1500',
  }).workers) {
    assert.equal(restarts?.delayMs, 700);
    assert.equal(heartbeatIntervalMs, 1500);
  }
});

test('MAX_CONCURRENT_TRADES is how many calls the executor handles at the same time', () => {
  const limit = (env: Record<string, string>) => toWorkerLimits(configOf(env), 'executor').maxConcurrent;
  assert.equal(limit({}), 10);
  assert.equal(limit({ MAX_CONCURRENT_TRADES: '50' }), 50);
  assert.throws(() => limit({ MAX_CONCURRENT_TRADES: '51' }), { code: 'CONFIG_INVALID' });
});

test('MAX_QUEUE_SIZE bounds the queues of links and of the task pool', () => {
  const { limits, pool } = optionsOf({ MAX_QUEUE_SIZE: '77' });
  assert.equal(limits?.maxQueueSize, 77);
  assert.equal(pool?.queueLimit, 77);
});

test('SHARED_MEMORY_ENABLED, SHARED_BUFFER_SIZE and SHARED_BUFFER_COUNT rule the shared buffers', () => {
  assert.equal(optionsOf({ SHARED_MEMORY_ENABLED: 'false' }).sharedMemory, null);
  assert.deepEqual(optionsOf({ SHARED_BUFFER_SIZE: '65536', SHARED_BUFFER_COUNT: '3' }).sharedMemory, {
    enabled: true,
    bufferBytes: 65_536,
    maxBuffers: 3,
    idleMs: 60_000,
  });
});

test('TASK_TIMEOUT, MAX_RETRIES and LOAD_BALANCING_ENABLED rule the task pool', () => {
  const { pool } = optionsOf({ TASK_TIMEOUT: '1234', MAX_RETRIES: '7', LOAD_BALANCING_ENABLED: 'false' });
  assert.equal(pool?.taskTimeoutMs, 1234);
  assert.equal(pool?.retries, 7);
  assert.equal(pool?.balance, 'round-robin');
  assert.equal(optionsOf({}).pool?.balance, 'least-loaded');
});

test('a switched-off worker is known but not started', () => {
  const { workers, disabled } = optionsOf({ ZAPFLOW_WORKERS_GATEWAY_ENABLED: 'false' });
  assert.deepEqual(
    workers.map(({ name }) => name),
    ['logger', 'storage', 'cache', 'market', 'analyst', 'decoder', 'chain', 'pricer'],
  );
  assert.deepEqual(disabled, ['gateway']);
});

test('memory of the process is bounded by four fifths of the machine unless configured', () => {
  assert.equal(optionsOf({}).processMemoryBytes, machine.memoryBytes * 0.8);
  assert.equal(optionsOf({ ZAPFLOW_RUNTIME_PROCESS_MEMORY_MB: '512' }).processMemoryBytes, 512 * 2 ** 20);
});

test('the gateway takes as many connections as live ones may be, and fewer where the system allows fewer files', () => {
  const connectionsOf = (openFiles?: number) => {
    const { workers } = optionsOf({}, { ...machine, openFiles });
    const { settings } = workers.find(({ name }) => name === 'gateway') ?? {};
    return (settings as Record<string, unknown>)['maxConnections'];
  };
  assert.equal(connectionsOf(), 22_000);
  assert.equal(connectionsOf(1_000_000), 22_000);
  assert.equal(connectionsOf(1500), 1000);
  assert.equal(connectionsOf(64), 100);
});

test('a limit of memory is shown where one is configured, and is in force either way', () => {
  const of = (env: Record<string, string>) => {
    const { settings } = optionsOf(env).workers.find(({ name }) => name === 'gateway') ?? {};
    const { memoryLimitBytes, memoryRestartBytes } = settings as Record<string, unknown>;
    return [memoryLimitBytes, memoryRestartBytes];
  };
  assert.deepEqual(of({}), [null, Math.floor(machine.memoryBytes * 0.8)]);
  assert.deepEqual(of({ ZAPFLOW_RUNTIME_PROCESS_MEMORY_MB: '700' }), [700 * 2 ** 20, 700 * 2 ** 20]);
});
