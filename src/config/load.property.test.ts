import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { AppError } from '../core/errors.ts';
import { toCatalogue } from './catalogue.ts';
import { loadConfig } from './load.ts';
import type { Problem } from './problem.ts';
import { configSchema } from './schema.ts';
import { toSources } from './testing/sources.ts';

const catalogue = toCatalogue(configSchema);
const knownPaths = [...catalogue.byName.keys(), ...catalogue.groups.keys()].filter(Boolean);

const path = fc.oneof(
  fc.constantFrom(...knownPaths).map((name) => name.split('.')),
  fc.array(fc.constantFrom('log', 'levels', 'runtime', 'constructor', '__proto__', 'x', 'port'), {
    minLength: 1,
    maxLength: 4,
  }),
);
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(1, 100, 0, true, 'info', 'live', Number.NaN, -0, '', null),
);

test('any value at any path of the file loads or is refused with problems that name that path', () => {
  fc.assert(
    fc.property(path, value, (parts, given) => {
      // entries built by definition, so that `__proto__` is a key like any other
      const tree = parts.reduceRight<unknown>(
        (inner, part) => Object.defineProperty({}, part, { value: inner, enumerable: true }),
        given,
      );
      try {
        const config = loadConfig(toSources({ yaml: stringify(tree) }));
        assert.ok(!parts.includes('__proto__') && !parts.includes('constructor'));
        assert.ok(Object.isFrozen(config));
      } catch (error) {
        assert.ok(error instanceof AppError && error.code === 'CONFIG_INVALID', String(error));
        const problems = error.details['problems'] as Problem[];
        assert.ok(problems.length > 0);
        const whole = parts.join('.');
        for (const problem of problems) {
          assert.ok(problem.path.startsWith(whole) || whole.startsWith(problem.path), problem.path);
          assert.match(problem.source, /^zapflow\.yaml:\d+$/);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('any text in any variable of the environment loads or is refused under its name', () => {
  const names = catalogue.keys.map(({ envName }) => envName);
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary' }), (name, text) => {
      try {
        loadConfig(toSources({ env: { [name]: text } }));
      } catch (error) {
        assert.ok(error instanceof AppError && error.code === 'CONFIG_INVALID', String(error));
        for (const problem of error.details['problems'] as Problem[]) assert.equal(problem.source, name);
      }
    }),
    { numRuns: 300 },
  );
});
