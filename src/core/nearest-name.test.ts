import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestName } from './nearest-name.ts';

const known = ['gateway.port', 'gateway.host', 'log.level', 'mode'];

test('a name with two letters swapped finds its neighbour', () => {
  assert.equal(nearestName('gateway.prot', known), 'gateway.port');
  assert.equal(nearestName('mdoe', known), 'mode');
});

test('a name without its prefix finds the full one', () => {
  assert.equal(nearestName('port', known), 'gateway.port');
  assert.equal(nearestName('hosts', known), 'gateway.host');
});

test('a name like none of the known ones finds nothing', () => {
  assert.equal(nearestName('xyzzy-quux', known), undefined);
  assert.equal(nearestName('anything', []), undefined);
});

test('a name of a million letters is answered at once', () => {
  assert.equal(nearestName('a'.repeat(1_000_000), known), undefined);
});
