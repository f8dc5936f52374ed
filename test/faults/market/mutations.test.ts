// Messages of the recordings changed on their way: what cannot be true never reaches a published book, what could be is found by the ticker.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { gapReasons } from '../../../src/domain/market/feed-record.ts';
import { skipsWithoutData } from '../../recorded-data.ts';
import { playMutated, readStretch, type Stretch } from './mutated-line.ts';
import { believable, brokenBytes, brokenFields } from './mutation.ts';
import { longRecordings } from './recorded-lines.ts';

const seed = 20_240_808;
const DEPTHS = 40;
const disagrees = String(gapReasons.indexOf('ticker-disagrees'));

describe('messages changed on their way', { skip: skipsWithoutData }, () => {
  let stretches: Stretch[] = [];
  before(() => {
    stretches = longRecordings.map((recording) => readStretch(recording, DEPTHS));
  });
  const stretch = fc.nat(longRecordings.length - 1).map((at) => () => stretches[at]!);
  const place = fc.double({ min: 0, max: 0.999, noNaN: true });

  test('a depth message that cannot be true leaves no wrong book, and the right one comes back', () => {
    fc.assert(
      fc.property(stretch, place, brokenFields, (of, at, mutation) => {
        const played = playMutated(of(), 'depth', at, mutation);
        if (!played) return;
        assert.equal(played.wrong, 0, mutation.name);
        assert.ok(played.isSameAtEnd, mutation.name);
      }),
      { seed, numRuns: 120 },
    );
  });

  test('bytes broken anywhere never throw, and a book that differs is given up when the ticker shows it', () => {
    fc.assert(
      fc.property(
        stretch,
        place,
        fc.constantFrom('depth' as const, 'trade' as const, 'bookTicker' as const),
        brokenBytes,
        (of, at, stream, mutation) => {
          const played = playMutated(of(), stream, at, mutation);
          if (!played) return;
          if (stream !== 'depth') assert.equal(played.wrong, 0, mutation.name);
          assert.ok(played.books > 10);
          assertFound(played);
        },
      ),
      { seed, numRuns: 150 },
    );
  });

  test('a size or price that could be leads to a new book as soon as the ticker disagrees', () => {
    let found = 0;
    fc.assert(
      fc.property(stretch, place, believable, (of, at, mutation) => {
        const played = playMutated(of(), 'depth', at, mutation);
        if (!played) return;
        assertFound(played);
        if (played.gaps.includes(disagrees)) found++;
      }),
      { seed, numRuns: 150 },
    );
    assert.ok(found > 10, `the ticker found ${found}`);
  });
});

/** No disagreement is left without a new book, after which all is right. */
function assertFound({
  gaps,
  disagreements,
  isSameAtEnd,
}: NonNullable<ReturnType<typeof playMutated>>): void {
  if (gaps.length > 0) assert.ok(isSameAtEnd);
  if (disagreements > 0) assert.ok(gaps.includes(disagrees));
}
