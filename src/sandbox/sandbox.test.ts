import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { createManualClock } from '../core/testing/manual-clock.ts';
import { defineMember } from './member.ts';
import { members } from './members/index.ts';
import { openSandbox } from './sandbox.ts';

const dice = (name: string, throws: number) =>
  defineMember({
    name,
    summary: 'throws dice',
    faults: {},
    open: ({ random }) => {
      const thrown = Array.from({ length: throws }, () => random.below(1000));
      return { tell: () => ({ last: thrown.at(-1) ?? null, all: thrown.join(' ') }), close() {} };
    },
  });

test('one seed gives the same run, whatever the other members draw', async () => {
  const clock = createManualClock();
  const factsOf = async (seed: number, others: number) => {
    const sandbox = await openSandbox([dice('other', others), dice('mine', 5)], { clock, seed, speed: 1 });
    return sandbox.state.members.at(-1)?.facts['all'];
  };
  assert.equal(await factsOf(7, 1), await factsOf(7, 100));
  assert.notEqual(await factsOf(7, 1), await factsOf(8, 1));
});

test('a new seed closes every member and opens it again, one order after the other', async () => {
  const clock = createManualClock();
  const said: string[] = [];
  const member = defineMember({
    name: 'member',
    summary: 'tells what is done with it',
    faults: {},
    open: async () => {
      said.push('open');
      await Promise.resolve();
      return { tell: () => ({}), close: () => void said.push('close') };
    },
  });
  const sandbox = await openSandbox([member], { clock, seed: 1, speed: 1 });
  await Promise.all([sandbox.setSeed(2), sandbox.setSeed(3)]);
  assert.equal(sandbox.state.seed, 3);
  await sandbox.close();
  assert.deepEqual(said, ['open', 'close', 'open', 'close', 'open', 'close']);
});

test('a fault that is on changes what the member does, with the settings it was given', async () => {
  const clock = createManualClock();
  const sandbox = await openSandbox(members, { clock, seed: 1, speed: 1 });
  const aheadMs = () => Number(sandbox.state.members[0]?.facts['nowMs']) - sandbox.state.nowMs;
  assert.equal(aheadMs(), 0);
  sandbox.setFault('clock.ahead', { isOn: true, settings: { byMs: 5000 } });
  assert.equal(aheadMs(), 5000);
  sandbox.setFault('clock.ahead', { isOn: true });
  assert.equal(aheadMs(), 60_000);
  sandbox.setFault('clock.ahead', { isOn: false });
  assert.equal(aheadMs(), 0);
});

test('a fault for a time goes off by itself in real time, and a later order counts anew', async () => {
  const clock = createManualClock();
  const sandbox = await openSandbox(members, { clock, seed: 1, speed: 100 });
  const fault = () => sandbox.state.members[0]?.faults[0];
  sandbox.setFault('clock.ahead', { isOn: true, forMs: 1000 });
  assert.equal(fault()?.untilMs, clock.now() + 1000);
  await clock.advance(999);
  sandbox.setFault('clock.ahead', { isOn: true, forMs: 1000 });
  await clock.advance(999);
  assert.equal(fault()?.isOn, true);
  await clock.advance(1);
  assert.deepEqual([fault()?.isOn, fault()?.untilMs], [false, null]);
});

test('an unknown fault and settings that do not fit are refused and change nothing', async () => {
  const clock = createManualClock();
  const sandbox = await openSandbox(members, { clock, seed: 1, speed: 1 });
  assert.throws(() => sandbox.setFault('clock.ahed', { isOn: true }), {
    code: 'FAULT_UNKNOWN',
    message: /clock\.ahead/,
  });
  for (const settings of [{ byMs: 'x' }, { byMs: 0 }, { other: 1 }])
    assert.throws(() => sandbox.setFault('clock.ahead', { isOn: true, settings }), {
      code: 'FAULT_SETTINGS_INVALID',
    });
  assert.equal(sandbox.state.members[0]?.faults[0]?.isOn, false);
});

test('every fault of every member says what it does and begins with settings that fit', () => {
  for (const { name, faults } of members)
    for (const [fault, { summary, settings }] of Object.entries(faults)) {
      assert.match(summary, /^[A-Z].*\.$/, `${name}.${fault}`);
      const schema = z.toJSONSchema(settings, { io: 'input' });
      for (const [field, { description }] of Object.entries(schema.properties ?? {}) as [
        string,
        { description?: string },
      ][])
        assert.ok(description, `${name}.${fault}.${field}`);
      settings.parse({});
    }
});
