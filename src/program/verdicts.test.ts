import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silent } from '../core/supervisor/testing/scripted-unit.ts';
import { toForcedCode, toReadiness, toRestart } from './verdicts.ts';

const unit = (id: string, ...names: string[]) => ({
  spec: { id, services: names.map((name) => ({ name, module: '', settings: undefined, maxConcurrent: 1 })) },
});
const units = [unit('main', 'supervisor'), unit('logger', 'logger'), unit('edge', 'gateway')];

test('the exit code names the forced worker, also in a group, and the main thread is no worker', () => {
  assert.equal(toForcedCode([], units), 0);
  assert.equal(toForcedCode(['logger'], units), 10);
  assert.equal(toForcedCode(['edge', 'logger'], units), 18);
  assert.equal(toForcedCode(['main'], units), 1);
});

test('a start is "ready" only when every worker is, and names those that are not', () => {
  const said: string[] = [];
  const log = { ...silent, info: (text: string) => said.push(text), warn: (text: string) => said.push(text) };
  toReadiness('paper', [{ service: 'logger', state: 'ready', restarts: 0 }])(log);
  toReadiness('paper', [{ service: 'gateway', state: 'failed', restarts: 5 }])(log);
  assert.deepEqual(said, [
    'ready in paper mode: live data, simulated fills',
    'started degraded in paper mode: gateway not ready',
  ]);
});

test('a life after a death says what the one before died of', () => {
  const said: unknown[] = [];
  const log = { ...silent, warn: (...words: unknown[]) => void said.push(words) };
  toRestart({ how: 'by SIGKILL', restarts: 2, atMs: 0 })(log);
  assert.deepEqual(said, [['the program was started again after it died by SIGKILL', { restarts: 2 }]]);
});
