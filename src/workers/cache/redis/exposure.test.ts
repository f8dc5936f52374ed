import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toExposure } from './exposure.ts';

test('a Redis on this machine may be open', () => {
  for (const url of [
    'redis://localhost',
    'redis://127.0.0.1:6379/2',
    'redis://127.8.9.1',
    'redis://[::1]:6379',
  ])
    assert.equal(toExposure(url), undefined, url);
});

test('one over a network needs encryption and a password', () => {
  assert.equal(toExposure('rediss://user:secret@cache.example'), undefined);
  assert.equal(toExposure('rediss://cache.example'), 'a password');
  assert.equal(toExposure('redis://:secret@10.0.0.7'), 'encryption (rediss://)');
  assert.equal(toExposure('redis://127.0.0.1.example'), 'encryption (rediss://) and a password');
});
