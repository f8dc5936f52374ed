import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '../../../core/random.ts';
import { createKnownDevices } from './known-devices.ts';
import { createSealed } from './sealed.ts';

const devices = createKnownDevices(createSealed(systemRandom.hex(32), systemRandom), systemRandom);

test('a browser is known for the name that signed in there, and for no other', () => {
  const cookie = devices.remember('ada');
  assert.match(devices.counterOf('ada', cookie) ?? '', /^device [0-9a-f]{64}$/);
  assert.equal(devices.counterOf('eve', cookie), null);
  assert.equal(devices.counterOf('ada', undefined), null);
  assert.equal(devices.counterOf('ada', 'v1.forged'), null);
  const others = createKnownDevices(createSealed(systemRandom.hex(32), systemRandom), systemRandom);
  assert.equal(devices.counterOf('ada', others.remember('ada')), null);
});

test('each browser has a count of its own, however its cookie is written', () => {
  const [one, two] = [devices.remember('ada'), devices.remember('ada')];
  assert.notEqual(devices.counterOf('ada', one), devices.counterOf('ada', two));
  assert.equal(devices.counterOf('ada', `${one}=`), devices.counterOf('ada', one));
});
