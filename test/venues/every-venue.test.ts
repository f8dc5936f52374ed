// What holds for every venue that is listed.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createManualClock } from '../../src/core/testing/manual-clock.ts';
import { marketNames } from '../../src/domain/market/instrument.ts';
import { openDoors } from '../../src/venues/binance/testing/doors-on-clock.ts';
import { venues } from '../../src/venues/index.ts';
import { openRecording, venueOf } from '../../src/workers/market/venue-of.ts';

test('nobody but the list of venues knows one of them by its folder', () => {
  const root = join(import.meta.dirname, '../../src');
  const own = venues.map(({ name }) => `/venues/${name}/`);
  const knowing = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => {
    if (!path.endsWith('.ts') || path.endsWith('.test.ts') || path.startsWith('venues/')) return false;
    const text = readFileSync(join(root, path), 'utf8');
    return !path.includes('/testing/') && own.some((folder) => text.includes(folder));
  });
  assert.deepEqual(knowing, []);
});

test('each market has a venue, and a recording that no venue knows is refused', async () => {
  for (const market of marketNames) assert.ok(venueOf(market).markets.includes(market));
  await assert.rejects(openRecording([import.meta.filename]), { code: 'RECORDING_INVALID' });
});

for (const { name, summary, markets, settings, open } of venues) {
  test(`${name} says what it is, and each setting of its has a default and a description`, () => {
    assert.match(name, /^[a-z][a-z0-9-]*$/);
    assert.match(summary, /^[A-Z].*\.$/);
    assert.ok(Object.keys(settings.parse({})).length > 0);
    for (const [key, field] of Object.entries(settings.shape)) assert.ok(field.description, key);
  });

  test(`${name} without a network throws nothing, asks nothing before it is wanted, and closes`, async () => {
    for (const market of markets) {
      const clock = createManualClock();
      const doors = openDoors(clock, {});
      const states: string[] = [];
      const source = open(
        doors,
        { market, onMessage() {}, onState: ({ type }) => states.push(type) },
        settings.parse({}),
      );
      await clock.advance(3_600_000);
      assert.equal(doors.figure('zapflow_connections_wanted'), 0);
      source.setStreams(new Map([['BTCUSDT', ['btcusdt@trade']]]));
      await clock.advance(120_000);
      assert.ok(doors.figure('zapflow_connections_wanted') > 0);
      assert.equal(source.open, 0);
      assert.deepEqual([source.offset.offsetMs, source.offset.uncertaintyMs], [0, Infinity]);
      const depth = source.depth('BTCUSDT', 100);
      const refused = assert.rejects(depth, { kind: 'transient' });
      await clock.advance(60_000);
      await refused;
      await source.close();
      assert.equal(doors.figure('zapflow_connections_wanted'), 0);
      assert.ok(!states.includes('connected'));
    }
  });
}
