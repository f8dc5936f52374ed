// The examples run and print what their readers expect.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const folder = join(import.meta.dirname, '..', 'examples');

const expected: Record<string, readonly RegExp[]> = {
  'service-and-client.ts': [
    /^Hello, Ada!$/m,
    /^Hello, Grace!$/m,
    /^greeter greeted Ada, 1 so far; caused by supervisor$/m,
    /^MESSAGE_INVALID name$/m,
  ],
  'stream.ts': [/^50000 ticks, highest 101\.00$/m],
  'pool.ts': [
    /^primes below .*: 168, 1229, 9592$/m,
    /^TASK_TIMED_OUT$/m,
    /^CALL_CANCELLED$/m,
    /^still serving: 25$/m,
  ],
  'outbox.ts': [
    /^notice-1 goes to Ada\nnotice-3 goes to Grace$/m,
    /^notice-2 is parked: HTTP_REFUSED: /m,
    /^notice-2 goes to Bob$/m,
    /^still owed: 0$/m,
  ],
  'webhook-receiver.ts': [
    /^alert\.raised: Redis is away\nsigned: 204\nthe same again: 204$/m,
    /^changed: 401\nrecorded an hour ago: 401\nmade up: 401$/m,
  ],
  'crash-and-recovery.ts': [/^PEER_DIED_UNANSWERED \(unknown-outcome\)$/m, /^Hello, Grace!$/m, /restarts: 1/],
};

test('every example is listed here', () => {
  const programs = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  assert.deepEqual(programs.sort(), Object.keys(expected).sort());
});

for (const [name, patterns] of Object.entries(expected))
  test(`examples/${name} prints what it promises`, async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(folder, name)], {
      timeout: 30_000,
    });
    for (const pattern of patterns) assert.match(stdout, pattern);
    assert.equal(stderr, '');
  });
