import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from './load.ts';

type Problem = { path: string; expected: string };

function problemsOf(env: Record<string, string>): readonly Problem[] {
  try {
    loadConfig({ env, flags: [], cwd: '/', readFile: () => undefined });
    return [];
  } catch (error) {
    return (error as { details: { problems: Problem[] } }).details.problems;
  }
}

test('an address beyond this machine without TLS or declared proxy is refused with the ways out', () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'example.org']) {
    const [problem, ...others] = problemsOf({ ZAPFLOW_GATEWAY_HOST: host });
    assert.equal(others.length, 0);
    assert.equal(problem?.path, 'gateway.host');
    assert.match(problem?.expected ?? '', /gateway\.tls\.cert.*gateway\.trustedProxy/);
  }
  for (const host of ['127.0.0.1', '::1', 'localhost'])
    assert.deepEqual(problemsOf({ ZAPFLOW_GATEWAY_HOST: host }), []);
  assert.deepEqual(
    problemsOf({ ZAPFLOW_GATEWAY_HOST: '0.0.0.0', ZAPFLOW_GATEWAY_TRUSTED_PROXY: '10.0.0.1, 10.1.0.0/16' }),
    [],
  );
  assert.deepEqual(
    problemsOf({
      ZAPFLOW_GATEWAY_HOST: '0.0.0.0',
      ZAPFLOW_GATEWAY_TLS_CERT: 'cert.pem',
      ZAPFLOW_GATEWAY_TLS_KEY: 'key.pem',
    }),
    [],
  );
});

test('a certificate without its key, or a key without certificate, is refused', () => {
  assert.equal(problemsOf({ ZAPFLOW_GATEWAY_TLS_CERT: 'cert.pem' }).length, 1);
  assert.equal(problemsOf({ ZAPFLOW_GATEWAY_TLS_KEY: 'key.pem' }).length, 1);
});

test('names and proxies are lists with commas, and nothing else', () => {
  assert.deepEqual(problemsOf({ ZAPFLOW_GATEWAY_HOSTS: 'zap.example.org,[fd00::1], 10.0.0.2' }), []);
  for (const wrong of ['https://x', 'a b', 'a,,b', 'a,', 'x:3000', '*'])
    assert.equal(problemsOf({ ZAPFLOW_GATEWAY_HOSTS: wrong }).length, 1, wrong);
  for (const wrong of ['proxy', '10.0.0.1;10.0.0.2', 'true'])
    assert.equal(problemsOf({ ZAPFLOW_GATEWAY_TRUSTED_PROXY: wrong }).length, 1, wrong);
});
