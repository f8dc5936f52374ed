// Threat 27: nothing comes into the program but from the registry, whole, on known terms, and without running at once.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { root } from '../architecture/source-file.ts';
import { deniedScripts, installScripts, licenceExceptions, npmSettings, replaced } from './allowed.ts';
import {
  checkAllowScripts,
  checkDenied,
  checkInstalled,
  checkLockfile,
  checkManifest,
  checkNpmSettings,
  type Lockfile,
  type Manifest,
} from './check-packages.ts';

const readJson = <T>(path: string) => JSON.parse(readFileSync(`${root}${path}`, 'utf8')) as T;
const lockfile = readJson<Lockfile>('package-lock.json');
const manifest = readJson<Manifest>('package.json');
const well = Object.entries(lockfile.packages).find(([path]) => path === 'node_modules/zod')?.[1];

test('the lockfile holds only whole packages of the registry with known licences', () => {
  assert.ok(Object.keys(lockfile.packages).length > 50);
  assert.deepEqual(checkLockfile(lockfile), []);
});

test('every version we ask for is exact', () => assert.deepEqual(checkManifest(manifest), []));

test('the lockfile is of this package.json', () => {
  const own = lockfile.packages[''] as Manifest;
  for (const field of ['dependencies', 'devDependencies', 'optionalDependencies'])
    assert.deepEqual(own[field], manifest[field], field);
});

test('nothing that is installed runs code of its own while it is', () => {
  const paths = Object.keys(lockfile.packages).filter((path) => path !== '' && existsSync(`${root}${path}`));
  assert.ok(paths.length > 50);
  const problems = paths.flatMap((path) =>
    checkInstalled(
      path.slice('node_modules/'.length),
      readJson<Manifest>(`${path}/package.json`),
      existsSync(`${root}${path}/binding.gyp`),
    ),
  );
  assert.deepEqual(problems, []);
});

test('npm is led to no other registry, takes nothing younger than a week, and runs nothing of others', () => {
  assert.deepEqual(checkNpmSettings(readFileSync(`${root}.npmrc`, 'utf8')), []);
  assert.deepEqual(checkAllowScripts(manifest), []);
  assert.deepEqual(checkDenied(manifest), []);
  assert.equal(checkDenied({}).length, deniedScripts.length, 'what is not denied is found out');
  assert.match(String((manifest['scripts'] as Manifest)['prepare']), /build/, 'our own still runs');
});

test('the native addon that ends the process with a thread is not there', () => {
  const require = createRequire(import.meta.url);
  assert.throws(() => require('bufferutil'), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
  assert.equal(lockfile.packages['node_modules/node-gyp-build'], undefined);
});

test('every exception has a reason and is still needed', () => {
  const names = Object.keys(lockfile.packages).map((path) => path.replace(/^.*node_modules\//, ''));
  for (const { name, why } of [...licenceExceptions, ...installScripts, ...deniedScripts, ...replaced]) {
    assert.ok(why.length > 20, name);
    const isNeeded = names.some((known) =>
      name.endsWith('*') ? known.startsWith(name.slice(0, -1)) : known === name,
    );
    assert.ok(isNeeded, `${name} is not there any more.`);
  }
});

test('planted packages are found out', () => {
  assert.ok(well);
  const problemsOf = (changes: object, path = 'node_modules/planted') =>
    checkLockfile({ lockfileVersion: 3, packages: { '': {}, [path]: { ...well, ...changes } } });
  assert.deepEqual(problemsOf({}), []);
  assert.deepEqual(problemsOf({ license: '(MIT OR GPL-3.0)' }), []);
  assert.deepEqual(problemsOf({ license: '(MIT AND Zlib)' }), []);
  assert.deepEqual(problemsOf({ resolved: 'https://registry.npmjs.org/zod/-/zod-4.0.0.tgz' }), []);
  const planted = [
    { resolved: 'git+ssh://git@github.com/evil/planted.git#abc' },
    { resolved: 'https://codeload.github.com/evil/planted/tar.gz/abc' },
    { resolved: 'https://registry.npmjs.org.evil.test/planted.tgz' },
    { resolved: 'http://registry.npmjs.org/planted.tgz' },
    { resolved: 'file:../planted.tgz' },
    { version: 'git+https://github.com/evil/planted.git' },
    { version: undefined },
    { integrity: undefined },
    { integrity: '' },
    { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' },
    { hasInstallScript: true },
    { license: 'GPL-3.0' },
    { license: 'AGPL-3.0-only' },
    { license: 'MPL-2.0' },
    { license: '(MIT AND GPL-3.0)' },
    { license: 'SEE LICENSE IN LICENSE.md' },
    { license: 'UNLICENSED' },
    { license: undefined },
    { license: [{ type: 'MIT' }] },
    { link: true },
  ];
  for (const changes of planted) assert.equal(problemsOf(changes).length, 1, JSON.stringify(changes));
  assert.equal(problemsOf({}, 'packages/planted').length, 1);
  assert.equal(problemsOf({ license: 'MPL-2.0', dev: true }, 'node_modules/lightningcss-new').length, 0);
  assert.equal(problemsOf({ license: 'MPL-2.0' }, 'node_modules/axe-core').length, 1);
  assert.equal(problemsOf({ license: 'GPL-3.0', dev: true }, 'node_modules/axe-core').length, 1);
  assert.equal(checkLockfile({ lockfileVersion: 1, packages: {} }).length, 1);
});

test('planted versions are found out', () => {
  assert.deepEqual(checkManifest({ dependencies: { a: '1.2.3' }, devDependencies: { b: '1.0.0-rc.1' } }), []);
  const planted = [
    '^1.2.3',
    '~1.2.3',
    '*',
    '',
    'latest',
    '1.x',
    '>=1',
    'npm:other@1.2.3',
    'file:../a',
    'link:a',
  ].concat('git+https://github.com/a/b.git', 'github:a/b', 'a/b', 'https://a.test/b.tgz', 'workspace:*');
  for (const field of ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'])
    for (const wanted of planted) assert.equal(checkManifest({ [field]: { a: wanted } }).length, 1, wanted);
  assert.equal(checkManifest({ overrides: { a: { b: '1.2.3' } } }).length, 1);
});

test('planted scripts are found out', () => {
  for (const script of ['preinstall', 'install', 'postinstall'])
    assert.equal(checkInstalled('a', { scripts: { [script]: 'node x.js' } }, false).length, 1, script);
  assert.equal(checkInstalled('a', {}, true).length, 1);
  assert.deepEqual(checkInstalled('a', { scripts: { prepare: 'x', test: 'y' } }, false), []);
});

test('a planted setting of npm is found out', () => {
  const good = Object.entries(npmSettings).map(([name, value]) => `${name}=${value}`);
  const problemsOf = (...lines: string[]) => checkNpmSettings(['fund=false', ...lines].join('\n'));
  assert.deepEqual(problemsOf(...good, 'registry=https://registry.npmjs.org/', '# before=now'), []);
  for (const line of [
    'registry=https://evil.test/',
    '@a:registry = http://evil.test',
    '//evil.test/:_authToken=x',
    'min-release-age-exclude[]=planted',
    'strict-allow-scripts = false',
    'allow-git=root',
    'dangerously-allow-all-scripts=true',
    'ignore-scripts=true',
    'strict-ssl=false',
  ])
    assert.equal(problemsOf(...good, line).length, 1, line);
  for (const line of good) assert.equal(problemsOf(...good.filter((one) => one !== line)).length, 1, line);
});

test('a planted permission to run code is found out', () => {
  assert.deepEqual(checkAllowScripts({ allowScripts: { planted: false } }), []);
  assert.equal(checkAllowScripts({ allowScripts: { planted: true } }).length, 1);
  assert.equal(checkAllowScripts({ allowScripts: { 'planted@1.2.3': true } }).length, 1);
});
