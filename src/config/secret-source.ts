// How a secret gets its value: text from the environment, or the content of a file named anywhere.
import { Secret } from '../core/secret.ts';
import type { SettingKey } from './catalogue.ts';
import type { ReadFile } from './load.ts';
import { addValue, addWrong, type Gathered } from './setting.ts';

/** Takes a secret from the environment, where its text is the value. */
export function addSecretText(into: Gathered, key: SettingKey, text: string, source: string): void {
  if (text === '') addRefused(into, key, source, 'nothing');
  else addValue(into, key, new Secret(text), source);
}

/** Takes a secret from a file; one line break at its end does not belong to it. */
export function addSecretFile(
  into: Gathered,
  key: SettingKey,
  path: string,
  source: string,
  readFile: ReadFile,
): void {
  const text = readFile(path)?.replace(/\r?\n$/, '');
  if (text === undefined || text === '')
    addWrong(into, key.name, source, 'a readable file that is not empty', path);
  else addSecretText(into, key, text, source);
}

/** Refuses a secret written where it would be stored or seen; never repeats what was written. */
export function addSecretLiteral(into: Gathered, key: SettingKey, source: string): void {
  addRefused(into, key, source, 'a literal');
}

function addRefused(into: Gathered, key: SettingKey, source: string, got: string): void {
  const hint = `set ${key.envName}, or write { file: PATH }`;
  into.problems.push({ path: key.name, source, expected: key.words, got, hint });
}
