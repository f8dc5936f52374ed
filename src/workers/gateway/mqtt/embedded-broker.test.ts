// Who may reach the embedded broker, what they may do there, and what one of them can do to the others.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectTcp, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { connect } from 'mqtt';
import { allocateMetricRegion } from '../../../core/board/metric-region.ts';
import { readMetrics } from '../../../core/board/metric-samples.ts';
import { createSelfSigned, opensslSkip } from '../../../core/outside/testing/self-signed.ts';
import { Secret } from '../../../core/secret.ts';
import type { MqttSettings } from './mqtt-settings.ts';
import { openTestMqtt } from './testing/open-test-mqtt.ts';
import { subscribe } from './testing/subscriber.ts';
import { until } from './testing/until.ts';

type Embedded = NonNullable<MqttSettings['embedded']>;

const credentials = { username: 'reader', password: new Secret('a-long-password') };

/** Also where the end is an error. */
const ended = (socket: { once(event: 'close', then: () => void): unknown }) =>
  new Promise<void>((resolve) => socket.once('close', resolve));

async function start(t: TestContext, options: Partial<Embedded> = {}) {
  const embedded = { host: '127.0.0.1', port: 0, credentials: null, tls: null, ...options };
  const memory = allocateMetricRegion(65_536);
  const mqtt = await openTestMqtt(t, { embedded }, memory);
  const port = mqtt.port ?? 0;
  return {
    mqtt,
    port,
    figure: (name: string) => {
      const sample = readMetrics(memory).find((found) => found.name === name);
      return sample && 'value' in sample ? sample.value : undefined;
    },
    async listen(filter = 'zapflow/#', how: Parameters<typeof subscribe>[2] = {}) {
      const listener = await subscribe(port, filter, how);
      t.after(listener.end);
      return listener;
    },
  };
}

test('it tells what is published, and the last values to who comes later', async (t) => {
  const { mqtt, listen } = await start(t);
  const listener = await listen();
  await until(() => listener.lines().includes('zapflow/status=online'));
  mqtt.publish('system/health', { status: 'Healthy' }, { qos: 0, retain: true });
  mqtt.publish('alerts', { title: 'US\u202eDC' }, { qos: 1, retain: false });
  await until(() => listener.lines().includes('zapflow/alerts={"title":"USDC"}'));
  const late = await listen();
  await until(() => late.lines().includes('zapflow/system/health={"status":"Healthy"}'));
  assert.equal(mqtt.health?.status, 'Healthy');
});

test('nobody can publish, not even by a last will', async (t) => {
  const { port, listen } = await start(t);
  const listener = await listen();
  const will = { topic: 'zapflow/orders', payload: Buffer.from('buy'), qos: 1 as const, retain: true };
  for (const qos of [0, 1, 2] as const) {
    const liar = connect({ host: '127.0.0.1', port, protocolVersion: 4, reconnectPeriod: 0, will });
    liar.on('error', () => {});
    await new Promise<void>((resolve) => liar.once('connect', () => resolve()));
    const closed = ended(liar);
    liar.publish('zapflow/orders', 'buy', { qos, retain: true });
    await closed;
    liar.end(true);
  }
  const late = await listen();
  await until(() => late.lines().includes('zapflow/status=online'));
  assert.deepEqual(late.lines(), ['zapflow/status=online']);
  assert.ok(!listener.lines().some((line) => line.includes('orders')));
});

test('nothing but our topics can be subscribed', async (t) => {
  const { listen } = await start(t);
  for (const filter of ['#', '+/status', '$SYS/#', '$SYS/+/new/clients', 'zapflow', 'other/#', 'zapflowx/#'])
    assert.equal((await listen(filter)).granted, 128, filter);
  for (const filter of ['zapflow/#', 'zapflow/status', 'zapflow/+/health'])
    assert.equal((await listen(filter)).granted, 1, filter);
});

test('with credentials nobody comes in without them', async (t) => {
  const { listen } = await start(t, { credentials });
  const wrong = [
    {},
    { username: 'reader' },
    { username: 'reader', password: '' },
    { username: 'reader', password: 'a-long-passwore' },
    { username: 'Reader', password: 'a-long-password' },
    { username: 'reader', password: 'a-long-password\0' },
  ];
  for (const how of wrong) await assert.rejects(listen('zapflow/#', how), /refused/, JSON.stringify(how));
  const right = await listen('zapflow/#', { username: 'reader', password: 'a-long-password' });
  assert.equal(right.granted, 1);
});

test('with a certificate nobody comes in unencrypted', { skip: opensslSkip }, async (t) => {
  const { certFile, keyFile } = createSelfSigned(t, 'zapflow.test');
  const { listen } = await start(t, { credentials, tls: { cert: certFile, key: keyFile } });
  const who = { username: 'reader', password: 'a-long-password' };
  await assert.rejects(listen('zapflow/#', who), /refused/);
  const secure = { ...who, protocol: 'mqtts', servername: 'zapflow.test' } as const;
  await assert.rejects(listen('zapflow/#', secure), /refused/, 'the certificate is not vouched for');
  const listener = await listen('zapflow/#', { ...secure, ca: readFileSync(certFile) });
  await until(() => listener.lines().includes('zapflow/status=online'));
  assert.equal(listener.granted, 1);
});

test('files that are no certificate, and a port that is taken, are told as what they are', async (t) => {
  const { port } = await start(t);
  const embedded = { host: '127.0.0.1', port: 0, credentials: null };
  const missing = { cert: '/nowhere/cert.pem', key: '/nowhere/key.pem' };
  await assert.rejects(openTestMqtt(t, { embedded: { ...embedded, tls: missing } }), {
    code: 'TLS_UNREADABLE',
    details: { path: 'mqtt.tls.cert', file: missing.cert },
  });
  await assert.rejects(openTestMqtt(t, { embedded: { ...embedded, port, tls: null } }), {
    code: 'MQTT_UNBINDABLE',
    kind: 'config',
  });
});

test('bytes that are no MQTT, or promise a packet of any length, end the connection', async (t) => {
  const { port, listen } = await start(t);
  const hello = Buffer.from('100f00044d5154540402003c00036f6464', 'hex');
  const promise = Buffer.from('30ffffff7f', 'hex');
  const cases = [
    Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
    Buffer.concat([Buffer.from('10ffffff7f', 'hex'), Buffer.alloc(100_000)]),
    Buffer.concat([hello, promise, Buffer.alloc(100_000)]),
    Buffer.from('c000', 'hex'),
  ];
  for (const bytes of cases) {
    const socket = connectTcp(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    socket.write(bytes);
    await ended(socket);
  }
  assert.equal((await listen()).granted, 1);
});

/** Subscribes to everything, and reads nothing from then on. */
async function openStuck(port: number, name: string): Promise<Socket> {
  const stuck = connectTcp(port, '127.0.0.1');
  stuck.on('error', () => {});
  stuck.write(Buffer.concat([Buffer.from('101100044d5154540402003c0005', 'hex'), Buffer.from(name)]));
  await once(stuck, 'data');
  stuck.write(Buffer.from('820e00010009', 'hex'));
  stuck.write(Buffer.concat([Buffer.from('zapflow/#'), Buffer.from([1])]));
  await once(stuck, 'data');
  return stuck.pause();
}

const COUNT = 1500;
const MESSAGE_CHARS = 20_000;

test('readers that take nothing are let go, counted, hold up nobody, and are kept little', async (t) => {
  const { mqtt, port, listen, figure } = await start(t);
  const stuck = await Promise.all(['stucA', 'stucB', 'stucC'].map((name) => openStuck(port, name)));
  const listener = await listen('zapflow/alerts');
  for (let n = 0; n < COUNT; n++)
    mqtt.publish('alerts', 'x'.repeat(MESSAGE_CHARS), { qos: 1, retain: false });
  await until(() => listener.heard.length === COUNT);
  await until(() => figure('zapflow_mqtt_cut_off') === stuck.length);
  const gone = Promise.all(stuck.map(ended));
  for (const socket of stuck) socket.resume();
  await gone;
  // What the system had taken already arrives late; all of it would be there if the broker had kept it.
  for (const { bytesRead } of stuck) assert.ok(bytesRead < (COUNT * MESSAGE_CHARS) / 2, `${bytesRead} bytes`);
});

test('a session does not outlive its connection, so nothing is collected for who may never return', async (t) => {
  const { mqtt, listen } = await start(t);
  const first = await listen('zapflow/alerts', { clean: false, clientId: 'lasting', reconnectPeriod: 0 });
  const gone = ended(first.client);
  first.end();
  await gone;
  for (let n = 0; n < 100; n++) mqtt.publish('alerts', n, { qos: 1, retain: false });
  const again = await listen('zapflow/#', { clean: false, clientId: 'lasting' });
  await until(() => again.lines().includes('zapflow/status=online'));
  mqtt.publish('alerts', 'now', { qos: 1, retain: false });
  await until(() => again.lines().includes('zapflow/alerts="now"'));
  assert.deepEqual(
    again.lines().filter((line) => line.includes('alerts')),
    ['zapflow/alerts="now"'],
  );
});
