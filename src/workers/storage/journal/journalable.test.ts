// What may be journaled: its input survives as JSON, and nobody waits for an answer of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import type { UnitDefinition } from '../unit.ts';
import { units } from '../units/index.ts';

const journalable = Object.entries<UnitDefinition>(units).filter(([, unit]) => unit.whenAway === 'journal');

test('there are units that are journaled', () => assert.ok(journalable.length > 0));

for (const [name, { input, output }] of journalable)
  test(`${name} can be journaled`, () => {
    assert.equal(output, undefined, 'it answers nothing');
    assert.doesNotThrow(() => z.toJSONSchema(input, { io: 'output', unrepresentable: 'throw' }));
  });
