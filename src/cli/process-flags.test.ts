import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { processFlags } from './process-flags.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('whatever starts Zapflow gives it the same flags: what one compiled, the other uses', () => {
  const flags = processFlags.join(' ');
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  assert.ok(read('zapflow').includes(` ${flags} `));
  assert.ok(scripts['dev']?.includes(` ${flags} `));
  assert.ok(scripts['warm-up']?.includes(` ${flags} `));
});
