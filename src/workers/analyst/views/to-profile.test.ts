import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VolumeProfile } from '../../../domain/order-flow/profile/volume-profile.ts';
import { plainInstrument } from '../../../domain/order-flow/testing/records.ts';
import { toProfile } from './to-profile.ts';

test('the value area of a profile reaches from the lower edge of its lowest row to the last tick of its highest', () => {
  const profile = new VolumeProfile(10);
  profile.add('buy', 1005, 50);
  profile.add('sell', 1012, 40);
  const { poc, valueAreaLow, valueAreaHigh } = toProfile(plainInstrument, profile, 0);
  assert.deepEqual([poc, valueAreaLow, valueAreaHigh], ['10.00', '10.00', '10.19']);
});
