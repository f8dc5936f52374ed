import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toDetails } from './details.ts';

const read = (value: unknown) =>
  toDetails(JSON.stringify(value), 'utc').map(({ name, text }) => (name === '' ? text : `${name}: ${text}`));

test('a number is told in the unit of its name, and no other is changed', () => {
  assert.deepEqual(read({ untilMs: 0, startedAtMs: 1000, tookMs: 1200, rssBytes: 2e6, port: 8080 }), [
    'untilMs: 1970-01-01T00:00:00.000Z',
    'startedAtMs: 1970-01-01T00:00:01.000Z',
    'tookMs: 1.2 s',
    'rssBytes: 2.0 MB',
    'port: 8080',
  ]);
});

test('what lies deeper is told under its path, and a list in one line', () => {
  assert.deepEqual(
    read({ policy: { attempts: 3, hosts: ['a', 'b'] }, isOn: true, reason: null, topics: [], rest: {} }),
    ['policy.attempts: 3', 'policy.hosts: a, b', 'isOn: yes', 'reason: —', 'topics: none', 'rest: {}'],
  );
  assert.deepEqual(read({ lines: [{ a: 1 }] }), ['lines: [{"a":1}]']);
});

test('what is no JSON, or no object, is shown as it came', () => {
  assert.deepEqual(toDetails('{"cut', 'utc'), [{ name: '', text: '{"cut' }]);
  assert.deepEqual(read('word'), ['word']);
  assert.deepEqual([toDetails('', 'utc'), toDetails('{}', 'utc')], [[], []]);
});
