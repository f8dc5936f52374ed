// Processes of seeds that do not survive them, as a planted mistake can make them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Defect } from './defects/defect.ts';
import { findDefect } from './find-defects.ts';
import { runJobs } from './seed-processes.ts';

const registry = fileURLToPath(new URL('testing/broken-scenarios.ts', import.meta.url));
/** Where a process takes longer to start, it counts as hung all the same. */
const silenceMs = 3000;

test('a process that hangs is ended, and the seed is named', async () => {
  const job = { scenario: 'hanging', seed: 7 };
  await assert.rejects(runJobs([job], { registry, silenceMs }), { isHung: true, job });
});

test('a process that ends by itself is told from one that hangs', async () => {
  const job = { scenario: 'exiting', seed: 7 };
  await assert.rejects(runJobs([job], { registry }), { isHung: false, job, message: /Exit code 3/ });
});

function plantedIn(replace: string): Defect {
  return {
    name: 'test',
    row: 'pool',
    why: 'It gets nowhere.',
    file: 'src/core/simulation/run-seed.ts',
    find: 'const { scheduler, injector } = world;',
    replace,
    fell: { scenario: 'calls', seed: 0, invariant: '' },
  };
}

test('a planted mistake by which a process hangs is found', async () => {
  const verdict = await findDefect(plantedIn('for (;;);'), [{ scenario: 'calls', seed: 0 }], silenceMs);
  assert.equal(verdict, 'found by calls 0: hung');
});

test('a planted mistake that cannot be loaded is not found', async () => {
  const found = findDefect(plantedIn('const ='), [{ scenario: 'calls', seed: 0 }]);
  await assert.rejects(found, { isHung: false, message: /SyntaxError/ });
});
