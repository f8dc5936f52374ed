import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSourceFile } from './source-file.ts';
import { checkUnits } from './units.ts';

const problems = (path: string, text: string) =>
  checkUnits([toSourceFile(`src/workers/storage/${path}`, text)]);

test('units, reads and repositories may import words, types and each other', () => {
  const text = `
    import type { Kysely } from 'kysely';
    import { z } from 'zod';
    import { AppError } from '../../../core/errors.ts';
    import { signal } from '../../../domain/order-flow/signal.ts';
    import { owe } from '../repositories/outbox.ts';
    import type { Tables } from '../tables.ts';
    import { defineUnit } from '../unit.ts';
    import { name } from './words.ts';
  `;
  for (const folder of ['units', 'reads', 'repositories'])
    assert.deepEqual(problems(`${folder}/x.ts`, text), []);
});

test('they may import nothing by which they could wait for anything else', () => {
  for (const target of [
    'node:fs',
    'pg',
    '../../../core/clock.ts',
    '../engine/write-queue.ts',
    '../../cache/contract.ts',
    '../service.ts',
  ]) {
    const [problem] = problems('units/x.ts', `import { thing } from '${target}';`);
    assert.match(
      problem ?? '',
      /^src\/workers\/storage\/units\/x\.ts:1 imports .*: .* nothing but its tx/,
      target,
    );
  }
  assert.equal(problems('units/x.ts', `const { get } = await import('node:http');`).length, 1);
});

test('kysely is for types: its raw SQL may differ between the databases', () => {
  assert.deepEqual(problems('reads/x.ts', `import type { sql } from 'kysely';`), []);
  assert.equal(problems('reads/x.ts', `import { sql } from 'kysely';`).length, 1);
});

test('a context is not for them', () => {
  assert.equal(problems('units/x.ts', 'export const late = (context) => context.clock.sleep(5);').length, 2);
});

test('tests and the rest of storage are free', () => {
  assert.deepEqual(problems('units/x.test.ts', `import { sql } from 'kysely';`), []);
  assert.deepEqual(problems('engine/x.ts', `import { sql } from 'kysely';`), []);
});
