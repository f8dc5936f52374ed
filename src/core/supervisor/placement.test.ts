import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testWorker } from '../testing/test-runtime.ts';
import { toPlacement, toUnits } from './placement.ts';

const workers = [
  testWorker('logger', { group: undefined, maxMemoryMb: 10 }),
  testWorker('cache', { group: 'light', maxMemoryMb: 20, heartbeatIntervalMs: 1000, hotSpare: true }),
  testWorker('market', { group: undefined, maxMemoryMb: 30 }),
  testWorker('alerter', {
    group: 'light',
    maxMemoryMb: 40,
    heartbeatIntervalMs: 9000,
    atCap: 'stop',
    restarts: { restartOnError: true, maxRestarts: 1, windowMs: 90_000, delayMs: 50, maxDelayMs: 60 },
  }),
];

const shape = (placement: 'isolated' | 'compact' | 'single') =>
  toUnits(workers, placement).map(({ id, services }) => [id, ...services.map(({ name }) => name)]);

test('isolated gives each worker a thread of its own, in start order', () => {
  assert.deepEqual(shape('isolated'), [
    ['logger', 'logger'],
    ['cache', 'cache'],
    ['market', 'market'],
    ['alerter', 'alerter'],
  ]);
  assert.ok(toUnits(workers, 'isolated').every(({ isInline }) => !isInline));
});

test('compact puts the workers of a group on one thread, in the place of the first', () => {
  assert.deepEqual(shape('compact'), [
    ['logger', 'logger'],
    ['light', 'cache', 'alerter'],
    ['market', 'market'],
  ]);
});

test('single puts everything on the main thread, and keeps no spares', () => {
  const units = toUnits(workers, 'single');
  assert.deepEqual(shape('single'), shape('isolated'));
  assert.ok(units.every(({ isInline, hotSpare }) => isInline && !hotSpare));
});

test('a shared thread has the memory of all its members and the caution of the most careful', () => {
  const shared = toUnits(workers, 'compact')[1];
  assert.equal(shared?.maxMemoryMb, 60);
  assert.deepEqual(shared?.restarts, {
    restartOnError: true,
    maxRestarts: 1,
    windowMs: 90_000,
    delayMs: 50,
    maxDelayMs: 60,
  });
  assert.deepEqual([shared?.atCap, shared?.hotSpare, shared?.heartbeatIntervalMs], ['stop', true, 9000]);
});

test('auto gives threads to a machine that has room for them', () => {
  const gib = 2 ** 30;
  assert.equal(toPlacement('auto', { cores: 2, memoryBytes: 2 * gib }), 'isolated');
  assert.equal(toPlacement('auto', { cores: 1, memoryBytes: 64 * gib }), 'compact');
  assert.equal(toPlacement('auto', { cores: 64, memoryBytes: 2 * gib - 1 }), 'compact');
  assert.equal(toPlacement('single', { cores: 64, memoryBytes: 64 * gib }), 'single');
});
