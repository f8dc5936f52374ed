import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDoors, checkSeams } from './doors.ts';
import { packages } from './packages.ts';
import { seams } from './seams.ts';
import { toSourceFile } from './source-file.ts';

const judge = (path: string, text: string) => checkDoors([toSourceFile(path, text)], []);

function refuses(text: string, path = 'src/workers/market/service.ts'): void {
  assert.equal(judge(path, text).length, 1, `${text} → ${judge(path, text)}`);
}
function allows(text: string, path = 'src/workers/market/service.ts'): void {
  assert.deepEqual(judge(path, text), [], text);
}

test('every door to time is seen', () => {
  for (const text of [
    'const t = Date.now();',
    'const t = new Date();',
    'const t = Date();',
    'const now = Date.now;',
    'const D = Date;',
    'const t = new Date(...parts);',
    'performance.now();',
    'setTimeout(run, 10);',
    'globalThis.setTimeout(run, 10);',
    'const t = [setInterval];',
    'setImmediate(run);',
    'queueMicrotask(run);',
    'process.nextTick(run);',
    'process.hrtime();',
    `const s = \`at \${Date.now()}\`;`,
    "import { setTimeout as sleep } from 'node:timers/promises';",
    "import { performance } from 'node:perf_hooks';",
    'Atomics.wait(cells, 0, 0);',
  ])
    refuses(text);
});

test('every door to randomness, network, disk, environment and output is seen', () => {
  for (const text of [
    'Math.random();',
    'crypto.randomUUID();',
    "import { randomUUID } from 'node:crypto';",
    "import * as random from 'node:crypto';",
    'await fetch(url);',
    'new WebSocket(url);',
    "import { readFile } from 'node:fs/promises';",
    "import { connect } from 'node:net';",
    "import { request } from 'node:https';",
    "import ws from 'ws';",
    "import 'got';",
    'process.env.KEY;',
    'const { env } = process;',
    'console.log(1);',
    'new Function(text);',
    'const m = await import(path);',
  ])
    refuses(text);
});

test('names that only look like a door are none', () => {
  for (const text of [
    'clock.setTimeout(run);',
    'this.fetch();',
    'const gauges = { performance: 1, crypto: 2 };',
    'type Doors = { readonly fetch: Fetch; process?: string };',
    '// Date.now()',
    "log.info('Date.now()');",
    'Math.floor(x); Atomics.load(cells, 0);',
    'process.platform === process.arch;',
  ])
    allows(text);
});

test('what only computes is allowed', () => {
  allows('Date.parse(text); Date.UTC(2026, 1); new Date(timestampMs).toISOString();');
  allows("import { createHmac, timingSafeEqual } from 'node:crypto';");
  allows("import { inspect } from 'node:util'; import { join } from 'node:path'; import { z } from 'zod';");
  allows("import type { Stats } from 'node:fs';");
});

test('tests and what only tests use may do anything', () => {
  allows('setTimeout(run, 10);', 'src/core/clock.test.ts');
  allows("import { readFileSync } from 'node:fs';", 'src/core/pool/testing/programs.ts');
});

test('pure folders may not even wait, and a seam does not open them', () => {
  for (const folder of ['domain', 'strategies', 'detectors', 'safety', 'risk', 'platforms', 'api']) {
    refuses('export async function decide() {}', `src/${folder}/a.ts`);
    refuses("import { join } from 'node:path';", `src/${folder}/a.ts`);
    const path = `src/${folder}/a.ts`;
    const seam = { path, uses: ['Math.random'], why: 'no reason is good enough' };
    assert.equal(checkDoors([toSourceFile(path, 'Math.random()')], [seam]).length, 1);
  }
});

test('a seam opens only what it lists, for its file or everything in its folder', () => {
  const file = { path: 'src/core/clock.ts', uses: ['Date'], why: 'the clock' };
  const folder = { path: 'src/cli/', uses: ['process'], why: 'commands' };
  const doors = (path: string, text: string) => checkDoors([toSourceFile(path, text)], [file, folder]).length;
  assert.equal(doors('src/core/clock.ts', 'Date.now()'), 0);
  assert.equal(doors('src/core/clock.ts', 'Math.random()'), 1);
  assert.equal(doors('src/core/clocks.ts', 'Date.now()'), 1);
  assert.equal(doors('src/cli/doctor/checks.ts', 'process.exit(1)'), 0);
});

test('a package is allowed in its folder only', () => {
  allows("import fastify from 'fastify';", 'src/workers/gateway/server.ts');
  refuses("import fastify from 'fastify';", 'src/workers/market/server.ts');
});

test('a seam that is not needed any more is a problem', () => {
  const seam = { path: 'src/core/a.ts', uses: ['Date', 'fetch'], why: 'both' };
  const problems = checkSeams([toSourceFile('src/core/a.ts', 'Date.now()')], [seam]);
  assert.deepEqual(problems.length, 1);
  assert.match(problems[0] as string, /src\/core\/a\.ts no longer uses fetch/);
});

test('every exception has a reason', () => {
  for (const { why } of [...seams, ...packages]) assert.ok(why.length > 20 && why.endsWith('.'), why);
});
