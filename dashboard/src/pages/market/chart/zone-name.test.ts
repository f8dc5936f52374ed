import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toZoneName } from './zone-name.ts';

test('a zone tells how often it was touched, and that it was not in words', () => {
  assert.equal(toZoneName({ side: 'support', touches: 3 }), 'Support ×3');
  assert.equal(toZoneName({ side: 'resistance', touches: 0 }), 'Resistance, untouched');
});
