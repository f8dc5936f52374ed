import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from './load.ts';
import { resolvePath } from './resolve-path.ts';
import { toSources } from './testing/sources.ts';

const base = { cwd: '/srv', env: { HOME: '/home/zoe' } };

test('a leading ~ is the home folder, anything else starts from the folder of the start', () => {
  const cases = [
    ['~', '/home/zoe'],
    ['~/zap/data', '/home/zoe/zap/data'],
    ['data', '/srv/data'],
    ['./~/data', '/srv/~/data'],
    ['/data', '/data'],
    ['~other', '/srv/~other'],
  ] as const;
  for (const [given, path] of cases) assert.equal(resolvePath(given, base), path);
  assert.equal(resolvePath('~/x', { cwd: '/srv', env: {} }), '/srv/~/x');
});

test('every setting that is a path takes ~: the data folder, the configuration file, the file of a secret', () => {
  const files = { '/home/zoe/own.yaml': 'dataDir: ~/zap', '/home/zoe/redis': 'redis://127.0.0.1/1\n' };
  const sources = { ...toSources({ files, env: base.env }), configFile: '~/own.yaml' };
  assert.equal(loadConfig(sources).dataDir, '/home/zoe/zap');
  for (const given of [
    { env: { ...base.env, ZAPFLOW_REDIS_URL_FILE: '~/redis' } },
    { env: base.env, set: ['cache.redisUrl.file=~/redis'] },
    { env: base.env, yaml: 'cache: { redisUrl: { file: ~/redis } }' },
  ])
    assert.equal(
      loadConfig(toSources({ files, ...given })).cache.redisUrl?.reveal(),
      'redis://127.0.0.1/1',
      JSON.stringify(given),
    );
  const flagged = toSources({ env: base.env, set: ['dataDir=~/flagged'] });
  assert.equal(loadConfig(flagged).dataDir, '/home/zoe/flagged');
  const named = toSources({ env: { ...base.env, ZAPFLOW_DATA: '~/named' } });
  assert.equal(loadConfig(named).dataDir, '/home/zoe/named');
});
