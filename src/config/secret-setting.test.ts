import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { Secret } from '../core/secret.ts';
import { readSettings } from './load.ts';
import { secret, secretUrl } from './secret-setting.ts';
import { type Given, toSources } from './testing/sources.ts';

const schema = z.strictObject({
  telegram: z.strictObject({ token: secret().describe('Token of the bot.') }).prefault({}),
});

const read = (given: Given) => {
  const { settings, problems } = readSettings(schema, toSources(given));
  return { token: settings.telegram.token, problems };
};

test('a secret comes from its environment variable and never prints', () => {
  const { token, problems } = read({ env: { ZAPFLOW_TELEGRAM_TOKEN: 'canary' } });
  assert.deepEqual(problems, []);
  assert.ok(token instanceof Secret);
  assert.equal(token.reveal(), 'canary');
  assert.doesNotMatch(JSON.stringify({ token }), /canary/);
});

test('a secret comes from a file named in the configuration, the environment or a flag', () => {
  const files = { '/srv/run/token': 'canary\n', '/etc/token': 'other' };
  const yaml = 'telegram: { token: { file: run/token } }';
  assert.equal(read({ files, yaml }).token?.reveal(), 'canary');
  assert.equal(read({ files, env: { ZAPFLOW_TELEGRAM_TOKEN_FILE: '/etc/token' } }).token?.reveal(), 'other');
  assert.equal(read({ files, set: ['telegram.token.file=/etc/token'] }).token?.reveal(), 'other');
});

test('a literal in the file or a flag is refused and not repeated', () => {
  for (const given of [
    { yaml: 'telegram:\n  token: canary' },
    { yaml: 'telegram: { token: [canary] }' },
    { yaml: 'telegram: { token: { file: x, canary: y } }' },
    { set: ['telegram.token=canary'] },
  ]) {
    const { token, problems } = read(given);
    assert.equal(token, undefined);
    assert.equal(problems[0]?.path, 'telegram.token');
    assert.match(problems[0]?.hint ?? '', /ZAPFLOW_TELEGRAM_TOKEN/);
    assert.doesNotMatch(JSON.stringify(problems), /canary/);
  }
});

test('an absent or empty file and an empty variable are problems', () => {
  assert.equal(read({ yaml: 'telegram: { token: { file: nowhere } }' }).problems.length, 1);
  assert.equal(read({ files: { '/e': '\n' }, set: ['telegram.token.file=/e'] }).problems.length, 1);
  assert.equal(read({ env: { ZAPFLOW_TELEGRAM_TOKEN: '' } }).problems.length, 1);
});

test('a secret nobody configured is absent', () => {
  assert.deepEqual(read({}), { token: undefined, problems: [] });
});

test('an address with a password that was not percent-encoded is refused without a part of it being shown', () => {
  const addresses = z.strictObject({
    url: secretUrl({ schemes: ['postgres:', 'postgresql:'] }).describe('A database.'),
  });
  const problemsOf = (url: string) =>
    readSettings(addresses, toSources({ env: { ZAPFLOW_URL: url } })).problems;
  for (const right of ['postgres://zap@db/zap', 'postgresql://zap:p%40ss%231@127.0.0.1:5432/zap'])
    assert.deepEqual(problemsOf(right), []);
  for (const wrong of [
    'postgres://zap:p@canary@db/zap',
    'postgres://zap:canary#1@db/zap',
    'mysql://canary/zap',
    'canary',
  ]) {
    const [problem] = problemsOf(wrong);
    assert.match(problem?.expected ?? '', /percent-encoded/);
    assert.doesNotMatch(JSON.stringify(problem), /canary/);
  }
});
