import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SystemAlert } from '../../../../api/alerts.ts';
import { createWorld, guest } from '../testing/client-on-clock.ts';
import { createAlertsTopic } from './alerts.ts';

const alert = (seq: number, fields: Partial<SystemAlert> = {}): SystemAlert => ({
  seq,
  id: `a${seq}`,
  kind: 'disk-full',
  severity: 'warning',
  title: 'The disk is nearly full',
  says: '3 % are free.',
  raisedAtMs: seq,
  clearedAtMs: null,
  readAtMs: null,
  ...fields,
});

test('nobody is told anything before it is known what there was; what changed meanwhile is newer', () => {
  const alerts = createAlertsTopic('e');
  const { connect } = createWorld([alerts.topic]);
  const { socket, send } = connect(guest);
  send({ type: 'subscribe', id: 1, topic: 'alerts' });
  assert.deepEqual(
    socket.take().map(({ type }) => type),
    ['welcome', 'done'],
  );
  alerts.begin([alert(1), alert(2)]);
  alerts.publish(alert(1, { clearedAtMs: 9 }));
  const [snapshot, delta] = socket.take();
  assert.deepEqual(snapshot && 'data' in snapshot && snapshot.data, [alert(2), alert(1)]);
  assert.deepEqual(delta && 'data' in delta && delta.data, alert(1, { clearedAtMs: 9 }));
});

test('a newcomer gets each alert as it is now, the newest first, and 200 of them at most', () => {
  const alerts = createAlertsTopic('e');
  const { connect } = createWorld([alerts.topic]);
  for (let seq = 1; seq <= 205; seq++) alerts.publish(alert(seq));
  alerts.publish(alert(204, { clearedAtMs: 9 }));
  alerts.begin([alert(204), alert(1)]);
  const { socket, send } = connect(guest);
  send({ type: 'subscribe', id: 1, topic: 'alerts' });
  const snapshot = socket.take().find(({ type }) => type === 'snapshot');
  const data = (snapshot && 'data' in snapshot ? snapshot.data : []) as SystemAlert[];
  assert.equal(data.length, 200);
  assert.deepEqual([data[0]?.seq, data[1]?.clearedAtMs, data.at(-1)?.seq], [205, 9, 6]);
});
