// Holds the pages in step with the code: generated ones are compared, in all of them what they refer to must exist.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generatedPages } from '../docs/generated-pages.ts';
import { commands } from '../src/cli/index.ts';
import { WINDOW } from '../src/core/link/link-end.ts';
import { root } from './architecture/source-file.ts';
import { checkCommands, checkLinks, checkPaths, hasPath, type Known, type Page } from './docs/references.ts';

const manifest = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const known: Known = {
  hasPath,
  scripts: Object.keys(manifest.scripts),
  commands: commands.map(({ name }) => name),
};
const expected = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'docs/architecture.md',
].concat('docs/performance.md', 'docs/principles.md');
const pages: readonly Page[] = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'].filter(hasPath),
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
].map((path) => ({ path, text: read(path) }));

function read(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8');
}

function holds(problems: readonly string[]): void {
  assert.ok(problems.length === 0, `\n${problems.join('\n')}\n`);
}

test('the architecture page names the window of a link as it is', () => {
  assert.match(read('docs/architecture.md'), new RegExp(`A sender may have ${WINDOW} messages on their way`));
});

test('the pages every reader looks for are there', () => {
  for (const path of expected) assert.ok(hasPath(path), `${path} is missing.`);
});

for (const { file, render } of generatedPages)
  test(`docs/${file} is what the code writes`, () => {
    assert.ok(read(`docs/${file}`) === render(), `docs/${file} is out of date: run \`npm run docs\`.`);
  });

test('every link leads somewhere', () => holds(pages.flatMap((page) => checkLinks(page, known))));

test('every file that a page names exists', () => {
  // It names the files of other programs; its own test judges it.
  const others = pages.filter(({ path }) => path !== 'docs/from-the-documents.md');
  holds(others.flatMap((page) => checkPaths(page, known)));
});

test('every npm script and command that a page shows exists', () =>
  holds(pages.flatMap((page) => checkCommands(page, known))));

test('every decision is numbered, in a row without gaps, and says what, why and what else was weighed', () => {
  const decisions = pages.filter(({ path }) => path.startsWith('docs/decisions/'));
  assert.ok(decisions.length >= 7);
  decisions
    .toSorted((a, b) => a.path.localeCompare(b.path))
    .forEach(({ path, text }, i) => {
      assert.ok(path.startsWith(`docs/decisions/${String(i + 1).padStart(4, '0')}-`), path);
      for (const part of ['# ', '## What', '## Why', '## What else was weighed'])
        assert.ok(`\n${text}`.includes(`\n${part}`), `${path} lacks "${part}"`);
    });
});
