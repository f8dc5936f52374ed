// Threat 24: secrets of every kind are given to the real program, everything is done with them, also what fails; then they
// are looked for wherever somebody else could look.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import WebSocket from 'ws';
import { encodeBase58 } from '../../../src/signer/process/base58.ts';
import { exampleLimits } from '../../../src/signer/process/testing/example-limits.ts';
import { subscribe } from '../../../src/workers/gateway/mqtt/testing/subscriber.ts';
import { until } from '../../../src/workers/gateway/mqtt/testing/until.ts';
import { type Line, type Run, startGuarded, startZapflow } from '../../program/zapflow.ts';
import { filesOf, prepareFolders } from './files.ts';
import { familyOf, placesOf } from './processes.ts';
import { type Canary, canaryOf, findCanaries, type Place } from './search.ts';
import { createVisitor, misplace, readEverything } from './visitor.ts';

const hasProc = existsSync('/proc/self/environ');
const timeout = 280_000;
/** The main thread, logger, storage, cache, gateway. */
const THREADS = 5;
const LOOK_EVERY_MS = 20;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A command on the same data; its output is a place too. */
async function command(run: Run, env: Record<string, string>, ...words: string[]) {
  const { lines, exit } = startZapflow(words, env, run.dataDir);
  const { code, stderr } = await exit;
  const out = lines.map((line) => JSON.stringify(line)).join('\n');
  return {
    code,
    out,
    stderr,
    place: { name: `what \`${words[0]}\` says`, bytes: Buffer.from(out + stderr) },
  };
}

const ready = (run: Run, from = 0) =>
  run.line((line) => line.msg.startsWith('ready in') && run.lines.indexOf(line) >= from);

const pidOfProgram = ({ dataDir }: Run) =>
  (JSON.parse(readFileSync(join(dataDir, 'lock'), 'utf8')) as { pid: number }).pid;

test('no secret is found outside of where it belongs, whatever was done and whatever failed', {
  skip: !hasProc && 'only Linux shows processes as files',
  timeout,
}, async (t) => {
  const { dataDir, snapshots, outside, secretFile } = prepareFolders(t);
  const mqttPort = await freePort();
  const secrets = {
    redis: 'Kanarienvogel des Redis "7"+/ü',
    mqttUrl: 'Kanarienvogel der MQTT-Adresse',
    mqttReader: 'Kanarienvogel des MQTT-Lesers',
    passphrase: 'Kanarienvogel des Signierers',
    backup: 'Kanarienvogel der Sicherungen',
    password: 'Kanarienvogel "Ada" + 7/ü unter uns',
    misplaced: 'Kanarienvogel am "falschen" Platz/+ü',
    seed: 'canary-seed-which-nobody-may-see',
  };
  const canaries: Canary[] = Object.entries(secrets).map(([name, text]) => canaryOf(name, text));
  canaries.push(canaryOf('seed in base 58', encodeBase58(Buffer.from(secrets.seed))));
  const env = {
    ZAPFLOW_REDIS_URL_FILE: secretFile('redis', `redis://:${encodeURIComponent(secrets.redis)}@127.0.0.1:1`),
    ZAPFLOW_MQTT_URL_FILE: secretFile(
      'mqtt',
      `mqtt://wrong:${encodeURIComponent(secrets.mqttUrl)}@127.0.0.1:${mqttPort}`,
    ),
    ZAPFLOW_MQTT_EMBEDDED: 'true',
    ZAPFLOW_MQTT_PORT: String(mqttPort),
    ZAPFLOW_MQTT_USERNAME: 'reader',
    // The one that comes by the environment, where the system shows it of whoever is given it.
    ZAPFLOW_MQTT_PASSWORD: secrets.mqttReader,
    ZAPFLOW_SIGNER_PASSPHRASE_FILE: secretFile('passphrase', secrets.passphrase),
    ZAPFLOW_GATEWAY_RATE_LIMIT_FAILED_PER_MINUTE: '100000',
    ZAPFLOW_LOG_LEVEL: 'debug',
    ZAPFLOW_PLACEMENT: 'isolated',
    NODE_OPTIONS: `--import=${new URL('snapshot-threads.ts', import.meta.url).href} --report-directory=${snapshots}`,
    ZAPFLOW_TEST_SNAPSHOTS: snapshots,
  };
  const places: Place[] = [];

  // Keys before the first start, as the signer's page tells.
  const limits = secretFile('limits.json', JSON.stringify(exampleLimits()));
  const noRun = { dataDir } as Run;
  const made = await command(noRun, env, 'signer', 'init', '--limits', limits);
  assert.equal(made.code, 0, made.stderr);
  const [, totpSecret = ''] = /secret=([A-Z2-7]+)/.exec(made.out) ?? [];
  const [, recovery = ''] = /recovery code +(\w+)/.exec(made.out) ?? [];
  canaries.push(canaryOf('second factor of the signer', totpSecret), canaryOf('recovery code', recovery));
  const seed = secretFile('seed', encodeBase58(Buffer.from(secrets.seed)));
  const added = await command(
    noRun,
    env,
    'signer',
    'add-key',
    '--label',
    'label-to-be-seen',
    '--import',
    seed,
  );
  assert.equal(added.code, 0, added.stderr);
  places.push(added.place);

  const run = startGuarded([], env, dataDir);
  t.after(async () => {
    run.child.kill('SIGTERM');
    await run.exit;
  });
  const [{ 1: setupToken = '' }, port] = await Promise.all([
    run.told(/setup#token=([\w-]{43})/),
    portOf(run),
  ]);
  await ready(run);
  const visitor = createVisitor(port);
  const { ask, askUnremembered, sessionOf } = visitor;

  // An account with a second factor, a token, a receiver of webhooks.
  const { password } = secrets;
  const setup = { token: setupToken, name: 'ada', password };
  const first = sessionOf(await askUnremembered({ method: 'POST', path: '/api/setup', body: setup }));
  const token = await askUnremembered({
    method: 'POST',
    path: '/api/tokens',
    body: { name: 'robot', role: 'admin' },
    session: first,
  });
  assert.equal(token.status, 200, token.text);
  const { text: apiToken } = token.json<{ text: string }>();
  // Switched off before anything could be sent there: no test speaks to the world.
  const hook = { name: 'hook', url: 'https://1.1.1.1/hook', topics: ['trading'] };
  const receiver = await askUnremembered({
    method: 'POST',
    path: '/api/webhooks',
    body: hook,
    session: first,
  });
  assert.equal(receiver.status, 200, receiver.text);
  const { secret: hookSecret, id: hookId } = receiver.json<{ secret: string; id: string }>();
  const off = {
    method: 'PATCH',
    path: `/api/webhooks/${hookId}`,
    body: { isDisabled: true },
    session: first,
  };
  assert.equal((await ask(off)).status, 200);
  const begun = await askUnremembered({ method: 'POST', path: '/api/session/totp', session: first });
  const { secret } = begun.json<{ secret: string }>();
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const confirmed = await ask({
    method: 'PUT',
    path: '/api/session/totp',
    body: { code: totp.generate({ timestamp: Date.now() }) },
    session: first,
  });
  assert.equal(confirmed.status, 204, confirmed.text);
  canaries.push(
    canaryOf('session', first),
    canaryOf('second factor', secret),
    { name: 'second factor as bytes', bytes: Buffer.from(Secret.fromBase32(secret).buffer) },
    canaryOf('API token', apiToken),
    canaryOf('secret of the webhook', hookSecret),
  );

  // Whoever listens.
  const frames: Place[] = [];
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
  const topics = ['system', 'logs', 'alerts', 'trading'];
  const snapshots_ = new Set<string>();
  socket.on('message', (data: Buffer) => {
    frames.push({ name: 'a WebSocket frame', bytes: data });
    const { type, topic } = JSON.parse(data.toString()) as { type: string; topic?: string };
    if (type === 'snapshot' && topic !== undefined) snapshots_.add(topic);
  });
  socket.on('open', () => {
    socket.send(JSON.stringify({ type: 'hello', token: apiToken }));
    for (const [id, topic] of topics.entries()) socket.send(JSON.stringify({ type: 'subscribe', id, topic }));
  });
  t.after(() => socket.terminate());
  await until(() => snapshots_.size === topics.length);
  const reader = await subscribe(mqttPort, 'zapflow/#', { username: 'reader', password: secrets.mqttReader });
  t.after(reader.end);

  // What fails, and all that can be read.
  await misplace(visitor, secrets.misplaced, first);
  await ask({ method: 'POST', path: '/api/stop', body: { reason: 'a look around' }, session: first });
  await readEverything(visitor, first);
  for (const words of [['status'], ['doctor'], ['db', 'status'], ['logs', '--lines', '1000']])
    places.push((await command(run, env, ...words)).place);
  const passphraseFile = secretFile('backup', secrets.backup);
  for (const words of [
    ['backup', join(outside, 'plain.db'), '--plain'],
    ['backup', join(outside, 'encrypted.db'), '--passphrase-file', passphraseFile],
    ['restart', 'cache'],
  ]) {
    const { code, stderr, place } = await command(run, env, ...words);
    assert.equal(code, 0, stderr);
    places.push(place);
  }
  places.push((await command(run, env, 'backup', join(outside, 'plain.db'), '--plain')).place);
  places.push((await command(run, env, 'restore', join(outside, 'plain.db'), '--yes')).place);

  // What the system shows while everything runs, and what a crash would leave.
  const family = familyOf(run.child.pid ?? 0);
  assert.ok(family.length >= 4, 'guard, program, sandbox and signer');
  places.push(...placesOf(family), ...filesOf(dataDir));
  process.kill(pidOfProgram(run), 'SIGUSR2');
  const isWhole = (name: string) => name.endsWith('.whole');
  // As long as the machine needs; the limit of the test ends it.
  while (readdirSync(snapshots).filter(isWhole).length < THREADS) await setTimeout(LOOK_EVERY_MS);
  const lines = run.lines.length;
  process.kill(pidOfProgram(run), 'SIGKILL');
  await ready(run, lines);
  const again = createVisitor(await portOf(run, lines));
  await readEverything(again, first);
  places.push(...placesOf(familyOf(run.child.pid ?? 0)));
  run.child.kill('SIGTERM');
  const { stderr } = await run.exit;

  places.push(
    ...visitor.answers,
    ...again.answers,
    ...frames,
    ...filesOf(dataDir),
    ...filesOf(outside),
    { name: 'MQTT', bytes: Buffer.from(reader.lines().join('\n')) },
    { name: 'standard output', bytes: Buffer.from(run.lines.map((line) => JSON.stringify(line)).join('\n')) },
    { name: 'standard error', bytes: Buffer.from(stderr) },
  );
  /** So that an empty place is not taken for a clean one. */
  const seen = (part: string, text: string) =>
    assert.ok(
      places.some(({ name, bytes }) => name.includes(part) && bytes.includes(text)),
      `${text} in ${part}`,
    );
  for (const file of ['zapflow.db', 'plain.db', 'orderflow.log', 'signer.keystore', 'zapflow.db-wal'])
    assert.ok(
      places.some(({ name, bytes }) => name.includes(file) && bytes.length > 100),
      file,
    );
  seen('plain.db', 'robot');
  seen('the answer 200 to GET /api/tokens', 'robot');
  seen('the answer 200 to GET /metrics', 'zapflow_');
  seen('the environment', 'ZAPFLOW_REDIS_URL_FILE');
  seen('MQTT', 'zapflow/system/health');
  seen('a WebSocket frame', 'snapshot');
  const report = filesOf(snapshots);
  const isByDesign = (sentence: string) =>
    /^the environment of .*src\/main\.ts .* holds the mqttReader/.test(sentence) ||
    /^standard error holds the token of the first account/.test(sentence) ||
    /^what `status` says holds the token of the first account/.test(sentence);
  canaries.push(canaryOf('token of the first account', setupToken));
  const found = findCanaries(canaries, places).filter((sentence) => !isByDesign(sentence));
  assert.deepEqual([...new Set(found)], []);
  // What it needs for as long as it runs is in the memory of the program; nothing else is, and no key ever.
  const needed = new Set(['redis', 'mqttUrl', 'mqttReader', 'token of the first account']);
  const never = canaries.filter(({ name }) => !needed.has(name));
  // What the program works with is there, so that the rest would be.
  const ofRedis = canaries.filter(({ name }) => name === 'redis');
  assert.match(findCanaries(ofRedis, report).join(), /heapsnapshot holds the redis/);
  assert.deepEqual(findCanaries(never, report), []);
});

/** Of the gateway; its broker tells one as well. */
async function portOf(run: Run, from = 0): Promise<number> {
  const isIt = (line: Line) => line.msg.startsWith('listening on') && run.lines.indexOf(line) >= from;
  return (await run.line(isIt)).port ?? 0;
}
