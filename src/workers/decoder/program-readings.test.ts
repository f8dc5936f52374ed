import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DecodedTransaction } from '../../domain/solana/decoded.ts';
import { createProgramReadings } from './program-readings.ts';

const PUMP = '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P';
const OTHER = 'Other111111111111111111111111111111111111111';

function told(program: string, isRead: boolean): DecodedTransaction {
  const event = { type: 'solMoved' as const, instruction: 0, program, from: 'a', to: 'b', lamports: 1n };
  return {
    signature: 's',
    slot: 1,
    blockTimeMs: null,
    status: 'success',
    error: null,
    trades: [],
    events: isRead ? [event] : [],
    changes: [],
    notUnderstood: isRead ? [] : [{ program, instruction: '1', reason: 'unknown instruction 0x01' }],
  };
}

test('a known program that is not understood any more is told once, and once when it is again', () => {
  const readings = createProgramReadings();
  const note = (isRead: boolean, times: number) =>
    Array.from({ length: times }, () => readings.note(told(PUMP, isRead))).flat();
  assert.deepEqual(note(true, 60), []);
  const broken = note(false, 60);
  assert.deepEqual(
    broken.map(({ program, platform, isBroken }) => [program, platform, isBroken]),
    [[PUMP, 'Pump.fun', true]],
  );
  assert.deepEqual(
    note(true, 60).map(({ isBroken }) => isBroken),
    [false],
  );
  const [reading] = readings.all;
  assert.deepEqual([reading?.understood, reading?.notUnderstood], [120, 60]);
  assert.equal(reading?.reason, 'unknown instruction 0x01');
});

test('a few misses are no change, and a program that nobody claims raises nothing', () => {
  const readings = createProgramReadings();
  for (let i = 0; i < 100; i++) assert.deepEqual(readings.note(told(PUMP, i % 4 > 0)), []);
  for (let i = 0; i < 100; i++) assert.deepEqual(readings.note(told(OTHER, false)), []);
  assert.equal(readings.all.find(({ program }) => program === OTHER)?.platform, null);
});

test('unknown programs are kept up to a bound', () => {
  const readings = createProgramReadings();
  for (let i = 0; i < 5000; i++) readings.note(told(`program ${i}`, false));
  assert.ok(readings.all.length < 600);
});
