import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ToHost } from '../host/control.ts';
import type { Wire } from '../link/wire.ts';
import { Broker } from './broker.ts';
import type { Channel } from './unit.ts';

function createBroker() {
  const posts: string[] = [];
  const wires: { near: unknown; far: unknown }[] = [];
  let channels = 0;
  const broker = new Broker({
    createChannel() {
      const n = ++channels;
      const pair = { near: { name: `near${n}` }, far: { name: `far${n}` } };
      wires.push(pair);
      return [pair.near as unknown as Wire, pair.far as unknown as Wire];
    },
    knows: (service) => service !== 'nobody',
    post(service, message: ToHost<Channel>) {
      const wire = 'wire' in message ? ` ${(message.wire as unknown as { name: string }).name}` : '';
      const who =
        message.type === 'serve'
          ? `${message.client.service}@${message.client.epoch}`
          : message.type === 'linked'
            ? `${message.peer.service}@${message.peer.epoch}`
            : message.type === 'unavailable'
              ? message.to
              : '';
      posts.push(`${service}: ${message.type} ${who}${wire}`);
    },
  });
  const ask = (service: string, to: string, epoch = '1', lostEpoch = '') =>
    broker.connect({ type: 'connect', from: { service, epoch }, to, lostEpoch });
  return { broker, posts, ask, take: () => posts.splice(0) };
}

test('a service that is ready is joined at once: one end each, and who is who', () => {
  const { broker, ask, take } = createBroker();
  broker.ready({ service: 'storage', epoch: '7' });
  ask('market', 'storage');
  assert.deepEqual(take(), ['storage: serve market@1 far1', 'market: linked storage@7 near1']);
});

test('who asks for a service that is not ready is joined when it comes up, once', () => {
  const { broker, ask, take } = createBroker();
  ask('market', 'storage');
  ask('market', 'storage');
  ask('alerter', 'storage');
  assert.deepEqual(take(), []);
  broker.ready({ service: 'storage', epoch: '1' });
  assert.deepEqual(take(), [
    'storage: serve market@1 far1',
    'market: linked storage@1 near1',
    'storage: serve alerter@1 far2',
    'alerter: linked storage@1 near2',
  ]);
  broker.ready({ service: 'storage', epoch: '2' });
  assert.deepEqual(take(), []);
});

test('while a service is down its clients wait; its successor has another epoch', () => {
  const { broker, ask, take } = createBroker();
  broker.ready({ service: 'storage', epoch: '1' });
  broker.down('storage');
  ask('market', 'storage');
  assert.deepEqual(take(), []);
  broker.ready({ service: 'storage', epoch: '2' });
  assert.deepEqual(take(), ['storage: serve market@1 far1', 'market: linked storage@2 near1']);
});

test('a client that died while it waited is not joined; its successor asks for itself', () => {
  const { broker, ask, take } = createBroker();
  ask('market', 'storage', '1');
  broker.down('market');
  ask('market', 'storage', '2');
  broker.ready({ service: 'storage', epoch: '1' });
  assert.deepEqual(take(), ['storage: serve market@2 far1', 'market: linked storage@1 near1']);
});

test('a service that will not come back is told to those who wait and to those who ask later', () => {
  const { broker, ask, take } = createBroker();
  ask('market', 'storage');
  broker.gone('storage');
  assert.deepEqual(take(), ['market: unavailable storage']);
  ask('alerter', 'storage');
  assert.deepEqual(take(), ['alerter: unavailable storage']);
});

test('when a given-up service comes back after all, everyone who was told is joined', () => {
  const { broker, ask, take } = createBroker();
  ask('market', 'storage');
  broker.gone('storage');
  ask('alerter', 'storage');
  take();
  broker.ready({ service: 'storage', epoch: '3' });
  assert.deepEqual(take(), [
    'storage: serve market@1 far1',
    'market: linked storage@3 near1',
    'storage: serve alerter@1 far2',
    'alerter: linked storage@3 near2',
  ]);
});

test('who saw a service die before the supervisor did is not joined to the dead', () => {
  const { broker, ask, take } = createBroker();
  broker.ready({ service: 'storage', epoch: '1' });
  ask('market', 'storage', '1', '1');
  assert.deepEqual(take(), []);
  broker.down('storage');
  broker.ready({ service: 'storage', epoch: '2' });
  assert.deepEqual(take(), ['storage: serve market@1 far1', 'market: linked storage@2 near1']);
  broker.down('storage');
  ask('market', 'storage', '1', '2');
  broker.gone('storage');
  assert.deepEqual(take(), ['market: unavailable storage']);
});

test('who asks for a service that no unit has is told at once', () => {
  const { ask, take } = createBroker();
  ask('market', 'nobody');
  assert.deepEqual(take(), ['market: unavailable nobody']);
});

test('whoever is wired to a service whose thread does not exit lets go of the wire', () => {
  const { broker, ask, take } = createBroker();
  broker.ready({ service: 'storage', epoch: '1' });
  ask('market', 'storage');
  take();
  broker.down('storage');
  ask('alerter', 'storage');
  broker.abandoned('storage');
  assert.deepEqual(take(), ['market: lost ', 'alerter: unavailable storage']);
  ask('market', 'storage', '1', '1');
  assert.deepEqual(take(), ['market: unavailable storage']);
});
