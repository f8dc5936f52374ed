// What may be journaled: its input survives as JSON, nobody waits for an answer of it, and no input it accepts is refused later.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { engines } from '../testing/engines.ts';
import { openStore } from '../testing/open-store.ts';
import type { UnitDefinition } from '../unit.ts';
import { units } from '../units/index.ts';

const journalable = Object.entries<UnitDefinition>(units).filter(([, unit]) => unit.whenAway === 'journal');

test('there are units that are journaled', () => assert.ok(journalable.length > 0));

for (const [name, { input, output }] of journalable)
  test(`${name} can be journaled`, () => {
    assert.equal(output, undefined, 'it answers nothing');
    assert.doesNotThrow(() => z.toJSONSchema(input, { io: 'output', unrepresentable: 'throw' }));
  });

/** Any units of 16 bits: U+0000 and halves of characters are among them. */
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\0', '\ud800', '\udc00'), maxLength: 210 }),
);
const anyPayload = fc.oneof(
  fc.jsonValue(),
  anyText,
  // What JSON escapes takes more room than it seems.
  fc
    .tuple(fc.integer({ min: 9000, max: 13_000 }), fc.constantFrom('aaaaa', '\0'))
    .map(([length, of]) => of.repeat(length)),
);
/** Where many texts must be right at once for any to be accepted. */
const fairText = fc.oneof(
  { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 60 }) },
  { weight: 1, arbitrary: anyText },
);
const anyBy = fc.record({ actor: fairText, address: fairText });
const inputs: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  sendMessage: fc.record({ topic: anyText, key: anyText, payload: anyPayload }),
  confirmMessages: fc.record({ topic: anyText, seq: fc.maxSafeInteger() }),
  stopTrading: fc.record({ by: anyBy, reason: fairText }),
  raiseAlert: fc.record({
    id: fairText,
    kind: fairText,
    severity: fc.constantFrom('info', 'warning', 'critical'),
    title: fairText,
    says: fairText,
  }),
  clearAlert: fc.record({ id: anyText }),
  recordAudit: fc.record({
    by: anyBy,
    action: fairText,
    target: fairText,
    details: fc.dictionary(anyText, fc.oneof(fc.jsonValue(), anyText), { maxKeys: 3 }),
  }),
};

for (const engine of engines)
  for (const [name, unit] of journalable)
    test(`${engine.name}: what ${name} accepts is not refused when its turn comes`, {
      skip: engine.skip,
    }, async (t) => {
      const arbitrary = inputs[name];
      assert.ok(arbitrary, 'there are inputs for it here');
      const store = await openStore(t, engine);
      let accepted = 0;
      const isDone = async (input: unknown) => {
        const parsed = unit.input.safeParse(input);
        if (!parsed.success) return;
        accepted++;
        const journaled = unit.input.parse(JSON.parse(JSON.stringify(parsed.data)));
        await store.write(unit, journaled);
      };
      await fc.assert(fc.asyncProperty(arbitrary, isDone), { numRuns: 200 });
      assert.ok(accepted > 20, `${accepted} were accepted`);
    });
