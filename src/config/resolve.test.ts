import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configOf, problemsOf } from './testing/sources.ts';

test('the queue of the pool follows the queue size of the runtime until it is set itself', () => {
  const yaml = 'runtime: { maxQueueSize: 50 }';
  assert.equal(configOf({ yaml }).runtime.pool.queueLimit, 50);
  assert.equal(configOf({ yaml, set: ['runtime.pool.queueLimit=7'] }).runtime.pool.queueLimit, 7);
});

test('a ceiling that was set caps every worker above it and no worker below it', () => {
  const { workers } = configOf({ set: ['runtime.maxWorkerMemoryMb=300'] });
  assert.equal(workers.executor.maxMemoryMb, 300);
  assert.equal(workers.market.maxMemoryMb, 256);
});

test('a worker above the default ceiling is refused, not cut in silence', () => {
  const [problem, ...others] = problemsOf({ yaml: 'workers:\n  chain:\n    maxMemoryMb: 4096' });
  assert.deepEqual(others, []);
  assert.equal(problem?.path, 'workers.chain.maxMemoryMb');
  assert.equal(problem?.source, 'zapflow.yaml:3');
  assert.match(problem?.expected ?? '', /at most runtime\.maxWorkerMemoryMb \(1024\)/);
  const set = ['workers.chain.maxMemoryMb=4096', 'runtime.maxWorkerMemoryMb=8192'];
  assert.equal(configOf({ set }).workers.chain.maxMemoryMb, 4096);
});

test('the longest restart delay is at least the first one, the window at least the longest', () => {
  const [problem] = problemsOf({ set: ['runtime.restartDelayMs=61000'] });
  assert.equal(problem?.path, 'runtime.restartDelayMs');
  assert.match(problem?.expected ?? '', /restartMaxDelayMs to be at least runtime\.restartDelayMs \(61000\)/);
  const window = problemsOf({ env: { ZAPFLOW_RUNTIME_RESTART_WINDOW_MS: '1000' } });
  assert.equal(window[0]?.source, 'ZAPFLOW_RUNTIME_RESTART_WINDOW_MS');
});

test('a value wrong by itself causes no second problem through a rule', () => {
  const problems = problemsOf({ set: ['runtime.restartMaxDelayMs=x', 'runtime.restartDelayMs=61000'] });
  assert.deepEqual(
    problems.map(({ path }) => path),
    ['runtime.restartMaxDelayMs'],
  );
});

test('the logger cannot be switched off, other workers can', () => {
  assert.equal(problemsOf({ set: ['workers.logger.enabled=false'] })[0]?.path, 'workers.logger.enabled');
  assert.equal(configOf({ set: ['workers.telegram.enabled=false'] }).workers.telegram.enabled, false);
});

test('process memory is zero for automatic or enough to start with', () => {
  assert.equal(problemsOf({ set: ['runtime.processMemoryMb=10'] }).length, 1);
  assert.equal(configOf({ set: ['runtime.processMemoryMb=512'] }).runtime.processMemoryMb, 512);
});
