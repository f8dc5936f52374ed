import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SystemAlert } from '../../../src/api/alerts.ts';
import { toGroups } from './alert-groups.ts';

const alert = (
  kind: string,
  raisedAtMs: number,
  severity: SystemAlert['severity'],
  isOver = false,
): SystemAlert => ({
  seq: raisedAtMs,
  id: String(raisedAtMs),
  kind,
  severity,
  title: kind,
  says: '',
  raisedAtMs,
  clearedAtMs: isOver ? raisedAtMs + 1 : null,
  readAtMs: isOver ? raisedAtMs : null,
});

test('what lasts comes before what is over, the severe before the new', () => {
  const groups = toGroups([
    alert('over', 9, 'critical', true),
    alert('disk', 8, 'warning'),
    alert('worker', 7, 'critical'),
    alert('disk', 3, 'warning', true),
  ]);
  assert.deepEqual(
    groups.map(({ kind, alerts, isOpen, unread }) => [kind, alerts.length, isOpen, unread]),
    [
      ['worker', 1, true, 1],
      ['disk', 2, true, 1],
      ['over', 1, false, 0],
    ],
  );
});
