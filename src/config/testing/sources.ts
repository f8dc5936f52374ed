// Where a test's configuration comes from: text instead of files, nothing from the real environment.
import assert from 'node:assert/strict';
import { AppError } from '../../core/errors.ts';
import { type ConfigSources, loadConfig } from '../load.ts';
import type { Problem } from '../problem.ts';
import type { Config } from '../resolve.ts';

export type Given = {
  readonly yaml?: string;
  readonly env?: Record<string, string>;
  readonly set?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
};

export function toSources({ yaml, env = {}, set = [], files = {} }: Given): ConfigSources {
  const all: Readonly<Record<string, string | undefined>> = { ...files, '/srv/zapflow.yaml': yaml };
  return {
    env,
    cwd: '/srv',
    readFile: (path) => (Object.hasOwn(all, path) ? all[path] : undefined),
    flags: set.map((text) => {
      const at = text.indexOf('=');
      return { path: text.slice(0, at), value: text.slice(at + 1), source: `--set ${text.slice(0, at)}` };
    }),
  };
}

export function configOf(given: Given): Config {
  return loadConfig(toSources(given));
}

/** The problems of a configuration that must be refused. */
export function problemsOf(given: Given): readonly Problem[] {
  try {
    configOf(given);
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.code, 'CONFIG_INVALID');
    return error.details['problems'] as readonly Problem[];
  }
  assert.fail('the configuration was accepted');
}
