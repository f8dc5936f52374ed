import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deeds, toDeed } from './deeds.ts';

const root = join(import.meta.dirname, '../../..');

/** The names that the program gives its entries, out of the files that write any. */
function readActions(): string[] {
  const files = globSync('src/{program,workers}/**/*.ts', {
    cwd: root,
    exclude: ['**/*.test.ts', '**/testing/**'],
  });
  return files
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .filter((text) => /\b(audit|recordAudit)\(/.test(text))
    .flatMap((text) => [
      ...[...text.matchAll(/\baction: [^`,\n]*|\b(?:recorded|record|change)\(by, '[^']*'/g)].flatMap(
        toQuoted,
      ),
      ...readComposed(text),
    ]);
}

/** Put together of a word and a list: `signer.${work}`, where `work` is one of an enum of the same file. */
function readComposed(text: string): string[] {
  return [...text.matchAll(/\baction: `(\w+\.)\$\{\w+\}`/g)].flatMap(([, first = '']) => {
    const words = [...text.matchAll(/z\.enum\(\[[^\]]*\]/g)].flatMap(toQuoted);
    return words.map((word) => `${first}${word}`);
  });
}

function toQuoted([found]: RegExpMatchArray): string[] {
  return [...found.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
}

test('every action that the program writes down has its words, and no other', () => {
  assert.deepEqual(Object.keys(deeds).toSorted(), [...new Set(readActions())].toSorted());
});

test('an action is told as what was done', () => {
  assert.deepEqual(
    ['restartWorker', 'signer.arm', 'sandbox.fault', 'resetSecrets'].map((action) => toDeed(action)),
    ['Restarted worker', 'Armed the signer', 'Switched sandbox fault', 'Reset secrets'],
  );
});

test('what was not done is not told as done', () => {
  assert.equal(toDeed('signer.arm', { outcome: 'done' }), 'Armed the signer');
  assert.equal(toDeed('signer.arm', { outcome: 'refused', reason: 'a' }), 'Armed the signer (refused)');
  assert.equal(toDeed('restartWorker', { failed: 'WORKER_FAILED' }), 'Restarted worker (failed)');
});

test('what a later or an earlier version wrote is told by its name', () => {
  assert.equal(toDeed('order.approved'), 'Order approved');
});
