import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { defineUnit } from '../unit.ts';
import { Journal } from './journal.ts';
import { refuseLeftJournal } from './left-journal.ts';

const unit = defineUnit({
  input: z.undefined(),
  idempotent: true,
  lasts: true,
  whenAway: 'journal',
  run: async () => {},
});

test('a journal that still holds confirmed writes stops a program that would go on without them', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-left-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'journal.db');
  refuseLeftJournal(nodeDisk, path);
  const journal = new Journal(nodeDisk.open(path), 'a');
  refuseLeftJournal(nodeDisk, path);
  const job = { name: 'x', unit, input: null, correlationId: '', acceptedMs: 1, outcome: undefined };
  journal.append([job], null);
  assert.throws(() => refuseLeftJournal(nodeDisk, path), {
    code: 'JOURNAL_LEFT',
    kind: 'config',
    details: { path, waiting: 1 },
  });
});
