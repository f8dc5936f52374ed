import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from './load.ts';

type Problem = { path: string; expected: string; got: string };

function problemsOf(env: Record<string, string>): readonly Problem[] {
  try {
    loadConfig({ env, flags: [], cwd: '/', readFile: () => undefined });
    return [];
  } catch (error) {
    return (error as { details: { problems: Problem[] } }).details.problems;
  }
}

const open = { ZAPFLOW_MQTT_EMBEDDED: 'true', ZAPFLOW_MQTT_HOST: '0.0.0.0' };
const tls = { ZAPFLOW_MQTT_TLS_CERT: 'cert.pem', ZAPFLOW_MQTT_TLS_KEY: 'key.pem' };
const who = { ZAPFLOW_MQTT_USERNAME: 'reader', ZAPFLOW_MQTT_PASSWORD: 'canary-password' };

test('an embedded broker beyond this machine needs encryption and credentials', () => {
  for (const lacking of [open, { ...open, ...tls }, { ...open, ...who }]) {
    const [problem, ...others] = problemsOf(lacking);
    assert.equal(others.length, 0);
    assert.equal(problem?.path, 'mqtt.host');
    assert.match(problem?.expected ?? '', /mqtt\.tls\.cert.*mqtt\.username and mqtt\.password/);
  }
  assert.deepEqual(problemsOf({ ...open, ...tls, ...who }), []);
  assert.deepEqual(problemsOf({ ZAPFLOW_MQTT_EMBEDDED: 'true' }), []);
  assert.deepEqual(problemsOf({ ZAPFLOW_MQTT_HOST: '0.0.0.0' }), [], 'it is not switched on');
});

test('a short password is refused beyond this machine, and never shown', () => {
  const problems = problemsOf({ ...open, ...tls, ...who, ZAPFLOW_MQTT_PASSWORD: 'canary' });
  assert.deepEqual(
    problems.map(({ path }) => path),
    ['mqtt.password'],
  );
  assert.doesNotMatch(JSON.stringify(problems), /canary/);
});

test('halves of what belongs together are refused', () => {
  for (const half of [...Object.entries(tls), ...Object.entries(who)])
    assert.equal(problemsOf({ ZAPFLOW_MQTT_EMBEDDED: 'true', [half[0]]: half[1] }).length, 1, half[0]);
});

test('the address of a broker is one, and the secret in it is not shown', () => {
  for (const right of ['mqtt://127.0.0.1', 'mqtts://user:pass@broker.example:8883', 'mqtts://[::1]:8883/'])
    assert.deepEqual(problemsOf({ ZAPFLOW_MQTT_URL: right }), [], right);
  for (const wrong of ['http://canary', 'canary', 'mqtt://host/canary', 'mqtt://a@b@canary', 'ws://canary']) {
    const problems = problemsOf({ ZAPFLOW_MQTT_URL: wrong });
    assert.equal(problems.length, 1, wrong);
    assert.doesNotMatch(JSON.stringify(problems), /canary/);
  }
});

test('trusted places and ports are lists with commas, and nothing else', () => {
  assert.deepEqual(problemsOf({ ZAPFLOW_OUTSIDE_TRUSTED: 'n8n:5678, [::1]:9000,10.0.0.1:80' }), []);
  assert.deepEqual(problemsOf({ ZAPFLOW_OUTSIDE_PORTS: '9443, 8080' }), []);
  for (const wrong of ['n8n', 'http://n8n:1', '10.0.0.0/8:80', '*:80', 'a:1,', 'N8N:1'])
    assert.equal(problemsOf({ ZAPFLOW_OUTSIDE_TRUSTED: wrong }).length, 1, wrong);
  for (const wrong of ['70000', '80-90', 'all', '1,,2'])
    assert.equal(problemsOf({ ZAPFLOW_OUTSIDE_PORTS: wrong }).length, 1, wrong);
});
