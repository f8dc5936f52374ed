// What publishing keeps and tells with real brokers that die, hang and come back.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { Secret } from '../../../core/secret.ts';
import { findFreePort, mosquittoSkip, mosquittoSubSkip, startMosquitto } from './testing/mosquitto.ts';
import { openTestMqtt } from './testing/open-test-mqtt.ts';
import { startOwnAedes } from './testing/own-aedes.ts';
import { subscribe } from './testing/subscriber.ts';
import type { TestBroker } from './testing/test-broker.ts';
import { until } from './testing/until.ts';

const once1 = { qos: 1, retain: false } as const;
const figure = { qos: 0, retain: true } as const;
const alertLines = (lines: string[]) => [...new Set(lines.filter((line) => line.includes('/alerts=')))];

const kinds: [string, () => Promise<TestBroker>, string | false][] = [
  ['mosquitto', startMosquitto, mosquittoSkip],
  ['aedes', startOwnAedes, false],
];
for (const [name, startBroker, skip] of kinds)
  describe(`with ${name}`, { skip }, () => {
    const start = async (t: TestContext) => {
      const broker = await startBroker();
      t.after(() => broker.end());
      const mqtt = await openTestMqtt(t, broker.port);
      await until(() => mqtt.health?.status === 'Healthy');
      const listen = async () => {
        const listener = await subscribe(broker.port, 'zapflow/#');
        t.after(listener.end);
        return listener;
      };
      return { broker, mqtt, listen };
    };

    test('who listens hears what is told, and who comes later the last values', async (t) => {
      const { mqtt, listen } = await start(t);
      const early = await listen();
      mqtt.publish('system/health', { status: 'Healthy' }, figure);
      mqtt.publish('alerts', { title: 'one' }, once1);
      await until(() => early.lines().includes('zapflow/alerts={"title":"one"}'));
      await until(() => early.lines().includes('zapflow/system/health={"status":"Healthy"}'));
      assert.equal(early.heard.find(({ line }) => line.includes('/alerts'))?.qos, 1);
      const late = await listen();
      await until(() => late.heard.length >= 2);
      assert.deepEqual(late.lines().sort(), [
        'zapflow/status=online',
        'zapflow/system/health={"status":"Healthy"}',
      ]);
      assert.ok(late.heard.every(({ isRetained }) => isRetained));
    });

    test('a broker that dies under load and comes back is told everything that must not be missing', async (t) => {
      const { broker, mqtt, listen } = await start(t);
      const say = (from: number, to: number) => {
        for (let n = from; n < to; n++) {
          mqtt.publish(`orders/${n}`, n, { qos: 1, retain: true });
          mqtt.publish('system/figures', n, figure);
        }
      };
      const listener = await listen();
      say(0, 300);
      await until(() => listener.lines().some((line) => line.startsWith('zapflow/orders/')));
      await broker.stop();
      await until(() => mqtt.health?.status === 'Degraded');
      say(300, 600);
      await broker.start();
      say(600, 700);
      await until(() => mqtt.health?.status === 'Healthy');
      // Whether it was told before, during or after: the broker that came back holds the last value of each.
      const late = await listen();
      const orders = () => new Set(late.lines().filter((line) => line.startsWith('zapflow/orders/')));
      await until(() => orders().size === 700 && late.lines().includes('zapflow/system/figures=699'));
    });

    test('when the program dies the broker says so, and an orderly stop says it itself', async (t) => {
      const { broker, mqtt, listen } = await start(t);
      const listener = await listen();
      await until(() => listener.lines().includes('zapflow/status=online'));
      await mqtt.stop();
      await until(() => listener.lines().includes('zapflow/status=offline'));
      const child = spawn(
        process.execPath,
        [`${import.meta.dirname}/testing/doomed-publisher.ts`, String(broker.port)],
        {
          stdio: 'inherit',
        },
      );
      await until(() => listener.lines().filter((line) => line === 'zapflow/status=online').length === 2);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await until(() => listener.lines().filter((line) => line === 'zapflow/status=offline').length === 2);
    });
  });

test('a broker that hangs is told of, and takes up where it was', { skip: mosquittoSkip }, async (t) => {
  const broker = await startMosquitto();
  t.after(() => broker.end());
  const mqtt = await openTestMqtt(t, broker.port);
  const listener = await subscribe(broker.port, 'zapflow/#');
  t.after(listener.end);
  await until(() => mqtt.health?.status === 'Healthy');
  broker.hang();
  await until(() => mqtt.health?.status === 'Degraded');
  assert.match(mqtt.health?.says ?? '', /it does not answer/);
  for (let n = 0; n < 2000; n++) mqtt.publish('system/figures', 'x'.repeat(1000) + n, figure);
  for (let n = 0; n < 100; n++) mqtt.publish('alerts', n, once1);
  broker.resume();
  await until(() => mqtt.health?.status === 'Healthy');
  await until(() => alertLines(listener.lines()).length === 100);
});

test('mosquitto_sub hears it', { skip: mosquittoSkip || mosquittoSubSkip }, async (t) => {
  const broker = await startMosquitto();
  t.after(() => broker.end());
  const mqtt = await openTestMqtt(t, broker.port);
  mqtt.publish('system/health', { status: 'Healthy' }, figure);
  await until(() => mqtt.health?.status === 'Healthy');
  const place = ['-h', '127.0.0.1', '-p', String(broker.port), '-W', '10'];
  const listener = spawn('mosquitto_sub', [...place, '-t', 'zapflow/#', '-v', '-C', '2']);
  const text = Buffer.concat(await listener.stdout.toArray()).toString();
  assert.match(text, /^zapflow\/status online$/m);
  assert.match(text, /^zapflow\/system\/health \{"status":"Healthy"\}$/m);
});

test('a place where nobody listens, or no broker, holds nobody up and is told by its code', async (t) => {
  const dead = await openTestMqtt(t, await findFreePort());
  dead.publish('alerts', 1, once1);
  await until(() => /\(ECONNREFUSED\): 1 messages wait/.test(dead.health?.says ?? ''));
  const odd = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
  await once(odd, 'listening');
  t.after(() => odd.close());
  const address = odd.address();
  const lost = await openTestMqtt(t, typeof address === 'object' && address ? address.port : 0);
  await until(() => /^Since .* cannot be used \((?!connecting)/.test(lost.health?.says ?? ''));
});

test('a refused password is told in words that do not hold it', { skip: mosquittoSkip }, async (t) => {
  const embedded = await openTestMqtt(t, {
    embedded: {
      ...{ host: '127.0.0.1', port: 0, tls: null },
      credentials: { username: 'reader', password: new Secret('right-password') },
    },
  });
  const mqtt = await openTestMqtt(t, {
    url: new Secret(`mqtt://reader:wrong-canary@127.0.0.1:${embedded.port}`),
  });
  await until(() => /\(not allowed\)/.test(mqtt.health?.says ?? ''));
  assert.doesNotMatch(JSON.stringify(mqtt.health), /canary/);
});
