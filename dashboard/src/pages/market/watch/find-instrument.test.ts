import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InstrumentState } from '../../../api/market.ts';
import { findInstrument, toAsked } from './find-instrument.ts';

const of = (id: string, state: InstrumentState['state'] = 'live') => ({ id, state });
const followed = [of('usdm:AAAUSDT', 'silent'), of('usdm:BBBUSDT'), of('usdm:CCCUSDT')];

test('an instrument that is not followed is not answered with another one', () => {
  assert.equal(findInstrument(followed, 'usdm:NOPEUSDT', 'usdm:CCCUSDT'), undefined);
  assert.equal(findInstrument(followed, 'usdm:AAAUSDT', null)?.id, 'usdm:AAAUSDT');
});

test('an address that names none shows the remembered one, then the first that is live, then the first', () => {
  assert.equal(findInstrument(followed, undefined, 'usdm:CCCUSDT')?.id, 'usdm:CCCUSDT');
  assert.equal(findInstrument(followed, '', 'usdm:GONEUSDT')?.id, 'usdm:BBBUSDT');
  assert.equal(findInstrument(followed.slice(0, 1), undefined, null)?.id, 'usdm:AAAUSDT');
});

test('what cannot be decoded is taken as it stands', () => {
  assert.deepEqual(
    [toAsked('usdm%3AX'), toAsked('%E0%A4%A'), toAsked(undefined)],
    ['usdm:X', '%E0%A4%A', undefined],
  );
});
