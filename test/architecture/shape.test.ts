import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDeclarations, checkExports, checkPaths, checkSizes } from './shape.ts';
import { type SourceFile, toSourceFile } from './source-file.ts';

const long = (path: string, lines: number): SourceFile => toSourceFile(path, 'x;\n'.repeat(lines));
const names = (text: string) => checkDeclarations([toSourceFile('src/core/a.ts', text)]);
const exported = (path: string, text: string) => checkExports([toSourceFile(path, text)]);

test('a file of 301 lines is too long unless it is listed', () => {
  const files = [
    long('src/a.ts', 301),
    long('src/b.ts', 300),
    long('src/c.ts', 1),
    long('src/d.ts', 1),
    long('src/e.ts', 1),
  ];
  assert.deepEqual(
    checkSizes(files).map((problem) => problem.split(' ')[0]),
    ['src/a.ts'],
  );
  assert.deepEqual(checkSizes(files, { 'src/a.ts': 'a table' }), []);
});

test('a contract of 61 lines is too long', () => {
  assert.equal(checkSizes([long('src/workers/market/contract.ts', 61)]).length, 1);
  assert.equal(checkSizes([long('src/workers/market/contract.ts', 60)]).length, 0);
});

test('a median of 100 lines is too much', () => {
  assert.match(checkSizes([long('a.ts', 10), long('b.ts', 100), long('c.ts', 200)])[0] as string, /median/);
});

test('names that are not kebab-case or say nothing are refused', () => {
  for (const path of [
    'src/core/Clock.ts',
    'src/core/manualClock.ts',
    'src/core/manual_clock.ts',
    'src/Core/clock.ts',
    'src/utils/clock.ts',
    'src/core/common/a.ts',
    'src/core/misc.ts',
    'src/core/helpers.ts',
    'src/core/worker-manager.ts',
    'src/core/base-venue.ts',
    'src/core/clock-impl.ts',
  ])
    assert.equal(checkPaths([path]).length, 1, path);
  assert.deepEqual(
    checkPaths(['src/core/manual-clock.ts', 'src/core/load.property.test.ts', 'src/main.ts']),
    [],
  );
});

test('types and classes are not called managers, helpers, bases or by a letter', () => {
  for (const text of [
    'export class WorkerManager {}',
    'interface ICircuitBreaker {}',
    'type BaseVenue = {};',
    'abstract class AbstractVenue {}',
    'class VenueImpl {}',
    'function createSocketHelper() {}',
  ])
    assert.equal(names(text).length, 1, text);
  assert.deepEqual(names('type InputOf = 1; class Inbox {} const baseline = 2; // class WorkerManager'), []);
});

test('default exports and re-exports are refused', () => {
  assert.match(exported('src/core/a.ts', 'export default 1;')[0] as string, /default/);
  assert.match(exported('src/core/a.ts', 'const a = 1; export { a as default };')[0] as string, /default/);
  assert.match(exported('src/core/a.ts', "export * from './b.ts';")[0] as string, /passes on/);
  assert.deepEqual(
    exported('src/core/a.ts', 'export const a = 1; export { b }; switch (x) { default: }'),
    [],
  );
});

test('an index.ts without a list is refused', () => {
  assert.match(exported('src/venues/index.ts', "import './a.ts';")[0] as string, /registry/);
  assert.deepEqual(
    exported('src/venues/index.ts', "import { a } from './a.ts'; export const venues = [a];"),
    [],
  );
});
