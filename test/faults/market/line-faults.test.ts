// Single lines of recordings lost, doubled or late, at 200 places: told at once, and healed from a snapshot of an independent book.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../recorded-data.ts';
import { lineFaults, playFaults } from './faulted-lines.ts';
import { longRecordings, readGolden } from './recorded-lines.ts';

const PLACES = 200;

for (const recording of longRecordings)
  test(`${recording.instrument.id}: lines lost, doubled or late are told at the next message of their stream and healed`, {
    skip: skipsWithoutData,
  }, () => {
    const places = Math.ceil(PLACES / longRecordings.length);
    const { verdicts, reference } = playFaults(recording, places);
    assert.equal(verdicts.length, places * lineFaults.length);
    assert.deepEqual(
      verdicts.filter(({ problem }) => problem !== undefined),
      [],
    );
    assert.ok(verdicts.every(({ detectedAfter }) => detectedAfter === 1));
    const golden = readGolden(recording);
    assert.deepEqual(reference.top('bids', 20), golden.top20_bids, 'the reference itself is right');
    assert.deepEqual(reference.top('asks', 20), golden.top20_asks);
  });
