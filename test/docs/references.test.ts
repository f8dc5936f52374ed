import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCommands, checkLinks, checkPaths, type Known, toHeadings } from './references.ts';

const known: Known = {
  hasPath: (path) => ['docs/a.md', 'docs/b.md', 'src/main.ts', 'README.md', 'docs'].includes(path),
  scripts: ['test', 'docs'],
  commands: ['start'],
};
const page = (text: string) => ({ path: 'docs/a.md', text });
const links = (text: string) => checkLinks(page(text), known, () => '# One heading\n').length;

test('a link to a file that does not exist is a problem', () => {
  assert.equal(links('[x](c.md)'), 1);
  assert.equal(links('[x]: ../c.md'), 1);
  assert.equal(links('[x](b.md) [y](../README.md) [z](https://example.org/c.md)'), 0);
});

test('a link to a heading that does not exist is a problem', () => {
  assert.equal(links('[x](b.md#one-heading)'), 0);
  assert.equal(links('[x](b.md#two-headings)'), 1);
  assert.equal(links('# Here\n[x](#here) [y](#there)'), 1);
});

test('a path between backticks that does not exist is a problem', () => {
  assert.equal(checkPaths(page('`src/main.ts` `src/main.ts:12` `README.md` `docs`'), known).length, 0);
  assert.equal(checkPaths(page('`src/none.ts` `docs/none.md` `NONE.md`'), known).length, 3);
  assert.equal(checkPaths(page('`a/b` `/api/stats` `src/<name>.ts` `npm test`'), known).length, 0);
});

test('what stands in a block of code is no link and no path', () => {
  assert.equal(links('```\n[x](c.md)\n```'), 0);
  assert.equal(checkPaths(page('```sh\n`src/none.ts`\n```'), known).length, 0);
});

test('an npm script or a command that does not exist is a problem, in blocks of code too', () => {
  assert.equal(
    checkCommands(page('```sh\nnpm ci && npm test\nnpm run docs\n./zapflow start\n```'), known).length,
    0,
  );
  assert.equal(checkCommands(page('`npm run nothing`, `npm start`, `./zapflow nothing`'), known).length, 3);
});

test('headings become anchors as on GitHub', () => {
  assert.deepEqual(toHeadings('# What `it` is, now\n## A/B-test\n```\n# no\n```'), [
    'what-it-is-now',
    'ab-test',
  ]);
});
