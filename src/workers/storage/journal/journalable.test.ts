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
const anySide = fc.constantFrom('buy', 'sell', 'none');
const anyFigures = fc.dictionary(anyText, fc.oneof(fc.double(), anyText), { maxKeys: 3 });
const decimal = fc.oneof({ weight: 9, arbitrary: fc.constant('1.50') }, { weight: 1, arbitrary: anyText });
const anyEvent = {
  ...{ id: fairText, instrument: fairText, type: fairText, variant: fc.option(anyText) },
  ...{ side: fc.constantFrom('buy', 'sell'), eventMs: fc.double({ noNaN: true }), price: anyText },
  ...{ says: anyText, figures: anyFigures },
};
const someOf = (value: fc.Arbitrary<unknown>) => fc.array(value, { maxLength: 2 });
const anyFlow = fc.record({
  signals: someOf(
    fc.record({
      ...{ ...anyEvent, confidence: fc.double(), isCalibrated: fc.boolean(), priority: fc.constant('low') },
      ...{ stop: anyText, targets: someOf(anyText), invalidation: anyText, correlationId: anyText },
      confirmations: someOf(fc.record({ ...anyEvent, side: anySide, strength: fc.double() })),
      conflicts: fc.constant([]),
      trades: fc.option(fc.record({ from: fc.integer(), to: fc.integer() })),
    }),
  ),
  outcomes: someOf(
    fc.record({
      ...{ signalId: fairText, drawdownBps: fc.double(), bestBps: fc.constant(0), endMs: fc.constant(null) },
      returnsBps: fc.array(fc.option(fc.double({ noNaN: true })), { maxLength: 5 }),
      ...{ end: fc.constantFrom('open', 'target', 'cut'), endBps: fc.option(fc.double()) },
    }),
  ),
  anomalies: someOf(
    fc.record({
      ...{ ...anyEvent, side: anySide, price: fc.option(anyText) },
      ...{ severity: fc.constantFrom('low', 'critical'), advice: fc.constantFrom('close', 'watch') },
    }),
  ),
  bars: someOf(
    fc.record({
      instrument: fairText,
      bar: fc.record({
        ...{ openMs: fc.maxSafeNat(), open: decimal, high: decimal, low: decimal, close: decimal },
        ...{ buy: anyText, sell: anyText, delta: anyText, deltaMin: anyText, deltaMax: anyText },
        ...{ cvd: anyText, poc: fc.option(anyText), valueAreaHigh: fc.constant(null) },
        ...{ valueAreaLow: fc.constant(null), trades: fc.nat(), isClosed: fc.constant(true) },
        rows: someOf(fc.tuple(decimal, decimal, decimal)),
      }),
    }),
  ),
  candles: someOf(
    fc.record({
      instrument: fairText,
      intervalMs: fc.constantFrom(60_000, 0),
      candle: fc.record({
        ...{ openMs: fc.maxSafeNat(), open: decimal, high: decimal, low: decimal, close: decimal },
        ...{ volume: decimal, delta: fc.option(decimal), isClosed: fc.constant(true) },
      }),
    }),
  ),
});
const inputs: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  sendMessage: fc.record({ topic: anyText, key: anyText, payload: anyPayload }),
  confirmMessages: fc.record({ topic: anyText, seq: fc.maxSafeInteger() }),
  stopTrading: fc.record({ by: anyBy, reason: fairText }),
  recordFlow: anyFlow,
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
