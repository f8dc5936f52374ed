import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCycles, checkImports } from './imports.ts';
import { toSourceFile } from './source-file.ts';

const judge = (path: string, text: string) => checkImports([toSourceFile(path, text)]);

function refuses(path: string, text: string, reason: RegExp): void {
  const problems = judge(path, text);
  assert.equal(problems.length, 1, `${path}: ${text} → ${problems}`);
  assert.match(problems[0] as string, reason);
}

test('an import that the table does not allow is named with its line and what is allowed', () => {
  refuses(
    'src/core/queue.ts',
    "\nimport { x } from '../config/load.ts';",
    /^src\/core\/queue\.ts:2 .*core may import core words/,
  );
  refuses('src/domain/candle.ts', "import { c } from '../core/clock.ts';", /domain may import core words/);
  refuses(
    'src/strategies/grid.ts',
    "import type { V } from '../venues/v.ts';",
    /strategies may import domain/,
  );
  refuses('src/risk/daily-loss.ts', "import { E } from '../core/errors.ts';", /risk may import domain/);
  refuses('src/venues/paper.ts', "import { s } from '../workers/storage/contract.ts';", /venues may import/);
  refuses('src/api/health.ts', "import { c } from '../core/clock.ts';", /api may import domain/);
  refuses('src/sandbox/exchange.ts', "import { b } from '../venues/binance.ts';", /sandbox may import/);
  refuses('src/backtest/run.ts', "import { b } from '../venues/binance.ts';", /backtest may import/);
  refuses('src/cli/start.ts', "import { m } from '../main.ts';", /cli may import/);
  refuses('src/config/load.ts', "import { ema } from '../strategies/ema-cross.ts';", /config may import/);
  refuses(
    'dashboard/src/pages/home/card.tsx',
    "import { c } from '../system/tile.tsx';",
    /dashboard page home may import/,
  );
  refuses(
    'dashboard/src/live/stop.ts',
    "import { s } from '../shell/strip.tsx';",
    /dashboard live may import/,
  );
  refuses('dashboard/src/app.tsx', "import { x } from '../../src/api/health.ts';", /import type/);
});

test('every way of importing is seen', () => {
  const target = '../config/load.ts';
  for (const text of [
    `import '${target}';`,
    `import * as all from '${target}';`,
    `import {\n  a,\n  type B,\n} from '${target}';`,
    `import type { A } from "${target}";`,
    `export * from '${target}';`,
    `export type { A } from '${target}';`,
    `const m = await import('${target}');`,
    `type T = import('${target}').Config;`,
    `new Worker(new URL('${target}', import.meta.url));`,
    `import.meta.resolve('${target}');`,
    `require('${target}');`,
  ])
    refuses('src/core/queue.ts', text, /core may import/);
});

test('a module that runs on a thread of its own is named by address only', () => {
  const address = "new URL('../../thread.ts', import.meta.url);";
  assert.deepEqual(judge('src/core/supervisor/spawn.ts', address), []);
  refuses('src/core/supervisor/spawn.ts', "import '../../thread.ts';", /core may import/);
});

test('text that only looks like an import is none', () => {
  assert.deepEqual(
    judge(
      'src/core/queue.ts',
      "// import { x } from '../config/load.ts'\nconst s = \"import '../config/a.ts'\";",
    ),
    [],
  );
  assert.deepEqual(
    judge('src/core/queue.ts', "export const from = 1; const x = from + '../config/load.ts';"),
    [],
  );
});

test('a worker sees of another worker its contract only', () => {
  refuses('src/workers/alerter/service.ts', "import { q } from '../storage/queue.ts';", /only contract\.ts/);
  refuses(
    'src/workers/alerter/service.ts',
    "import type { Q } from '../storage/service.ts';",
    /only contract\.ts/,
  );
  assert.deepEqual(
    judge('src/workers/alerter/service.ts', "import { s } from '../storage/contract.ts';"),
    [],
  );
  assert.deepEqual(judge('src/workers/alerter/service.ts', "import { q } from './delivery/queue.ts';"), []);
});

test('a worker takes the types of the configuration, never its values', () => {
  refuses(
    'src/workers/gateway/service.ts',
    "import { loadConfig } from '../../config/load.ts';",
    /import type/,
  );
  assert.deepEqual(
    judge('src/workers/gateway/service.ts', "import type { C } from '../../config/load.ts';"),
    [],
  );
});

test('a folder that no rule knows is a problem', () => {
  refuses('src/stuff/a.ts', "import { b } from './b.ts';", /no rule says/);
  refuses('src/core/a.ts', "import { b } from '../stuff/b.ts';", /no rule knows/);
});

test('only tests import from testing folders, and tests may import anything', () => {
  refuses('src/core/a.ts', "import { m } from './testing/manual-clock.ts';", /only tests may/);
  refuses('src/core/a.ts', "import { m } from './b.test.ts';", /only tests may/);
  assert.deepEqual(judge('src/core/a.test.ts', "import { l } from '../config/load.ts';"), []);
});

const cycle = (...files: [path: string, text: string][]) =>
  checkCycles(files.map(([path, text]) => toSourceFile(path, text)));

test('a circle of imports is shown as the path it takes', () => {
  const problems = cycle(
    ['src/core/a.ts', "import { b } from './b.ts';"],
    ['src/core/b.ts', "import { c } from './c.ts';"],
    ['src/core/c.ts', "import { a } from './a.ts';"],
  );
  assert.equal(problems.length, 1);
  assert.match(
    problems[0] as string,
    /^src\/core\/a\.ts → src\/core\/b\.ts → src\/core\/c\.ts → src\/core\/a\.ts/,
  );
});

test('types may circle within a folder, not between folders', () => {
  const a = "import type { B } from './b.ts';";
  assert.deepEqual(cycle(['src/core/a.ts', a], ['src/core/b.ts', "import { a } from './a.ts';"]), []);
  const between = cycle(
    ['src/core/a.ts', "import type { B } from './pool/b.ts';"],
    ['src/core/pool/b.ts', "import type { A } from '../a.ts';"],
  );
  assert.equal(between.length, 1);
});
