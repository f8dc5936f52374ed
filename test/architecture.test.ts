// The plan of the house as a test: who imports whom, who may touch the machine, how files are named and sized.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDoors, checkSeams } from './architecture/doors.ts';
import { checkCycles, checkImports } from './architecture/imports.ts';
import { checkDeclarations, checkExports, checkPaths, checkSizes, longFiles } from './architecture/shape.ts';
import { loadSources } from './architecture/source-file.ts';
import { checkUnits } from './architecture/units.ts';

const files = loadSources(['src']);
const paths = files.map(({ path }) => path);
/** The browser's half: it may reach the machine as a browser does, but of the server it sees types only. */
const dashboard = loadSources(['dashboard']);
/** The rules of names and size hold for tests, benches and examples as well. */
const others = [...dashboard, ...loadSources(['test', 'bench', 'examples', 'docs'])];

function holds(problems: readonly string[]): void {
  assert.ok(problems.length === 0, `\n${problems.join('\n')}\n`);
}

test('the source files are found', () => {
  assert.ok(paths.includes('src/thread.ts'));
  assert.ok(files.every(({ lines, tokens }) => lines > 0 && tokens.length > 0));
});

test('every file is read as code to its end', () => {
  const count = (tokens: (typeof files)[number]['tokens'], mark: string) =>
    tokens.filter(({ kind, text }) => kind === 'mark' && text === mark).length;
  for (const { path, tokens } of files)
    for (const [open, close] of ['()', '[]', '{}'])
      assert.equal(
        count(tokens, open as string),
        count(tokens, close as string),
        `${path}: ${open} ${close}`,
      );
});

test('every file imports only what its folder may', () => holds(checkImports([...files, ...dashboard])));

test('no imports run in a circle', () => holds(checkCycles([...files, ...dashboard])));

test('time, randomness, network, disk and threads are used only in the listed seams', () =>
  holds(checkDoors(files)));

test('every listed seam is still needed', () => holds(checkSeams(files)));

test('what is done in a transaction of storage reaches nothing but its tx', () => holds(checkUnits(files)));

test('files are short', () => holds([...checkSizes(files), ...checkSizes(others)]));

test('every file listed as longer exists', () => {
  for (const path of Object.keys(longFiles)) assert.ok(paths.includes(path), path);
});

test('files and folders are named in kebab-case after what is in them', () =>
  holds(checkPaths([...paths, ...others.map(({ path }) => path)])));

test('nothing is called a manager, helper, base or impl', () =>
  holds(checkDeclarations([...files, ...others])));

test('files export by name, pass nothing on, and an index.ts is a registry', () =>
  holds(checkExports(files)));
