import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../testing/manual-clock.ts';
import { watchMemory } from './memory-watch.ts';
import { crash, createScriptedUnit, silent } from './testing/scripted-unit.ts';

function createWatch(runners: readonly ReturnType<typeof createScriptedUnit>['runner'][] = []) {
  const clock = createManualClock();
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const memory = { bytes: 0, fails: false };
  watchMemory({
    clock,
    log: { ...silent, info: say, warn: say, error: say },
    limitBytes: 100,
    runners,
    residentBytes: () => {
      if (memory.fails) throw Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
      return memory.bytes;
    },
    onReading: () => {},
  });
  return { clock, said, memory };
}

test('memory that is high is told once, and once when it is back to normal', async () => {
  const { clock, said, memory } = createWatch();
  for (const bytes of [81, 90, 80, 10]) {
    memory.bytes = bytes;
    await clock.advance(1000);
  }
  assert.deepEqual(said, ['process memory is high', 'process memory is back to normal']);
});

test('a worker that was killed and has not exited is not picked again', async () => {
  const unit = createScriptedUnit();
  await unit.up();
  unit.runner.kill(crash);
  const { clock, said, memory } = createWatch([unit.runner]);
  memory.bytes = 101;
  await clock.advance(1000);
  assert.equal(said.at(-1), 'process memory is over its limit and no worker may be restarted');
});

test('memory that cannot be read, as when no file can be opened, ends nothing and is read again', async () => {
  const { clock, said, memory } = createWatch();
  Object.assign(memory, { fails: true, bytes: 90 });
  await clock.advance(2000);
  assert.deepEqual(said, []);
  memory.fails = false;
  await clock.advance(1000);
  assert.deepEqual(said, ['process memory is high']);
});
