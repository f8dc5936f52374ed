import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from './load.ts';
import { toEffective } from './sources.ts';

const config = loadConfig({
  env: { ZAPFLOW_GATEWAY_PORT: '8080', ZAPFLOW_REDIS_URL: 'redis://:canary@127.0.0.1' },
  flags: [],
  cwd: '/',
  readFile: (path) =>
    path.endsWith('zapflow.yaml') ? 'mode: paper\nlog:\n  levels:\n    core.link: debug\n' : undefined,
});
const settings = new Map(toEffective(config).map((setting) => [setting.path, setting]));

test('each setting tells its value, where it was set and whether anybody set it', () => {
  const sourceOf = (path: string) => {
    const { value, source, isDefault } = settings.get(path)!;
    return [value, source, isDefault];
  };
  assert.deepEqual(sourceOf('mode'), ['paper', 'zapflow.yaml:1', false]);
  assert.deepEqual(sourceOf('gateway.port'), [8080, 'ZAPFLOW_GATEWAY_PORT', false]);
  assert.deepEqual(sourceOf('gateway.host'), ['127.0.0.1', 'default', true]);
  assert.deepEqual(sourceOf('log.levels'), [{ 'core.link': 'debug' }, 'zapflow.yaml:4', false]);
});

test('a secret tells whether it is set and nothing else', () => {
  assert.equal(settings.get('cache.redisUrl')?.value, '[secret]');
  assert.equal(settings.get('storage.databaseUrl')?.value, null);
  assert.doesNotMatch(JSON.stringify([...settings.values()]), /canary/);
});
