// Settings from the environment: ZAPFLOW_* by the schema's own names, and the names of the ZapBot document.
import { nearestName } from '../core/nearest-name.ts';
import type { Catalogue } from './catalogue.ts';
import { documentNames } from './document-names.ts';
import type { ReadFile } from './load.ts';
import { addSecretFile, addSecretText } from './secret-source.ts';
import { addText, addValue, addWrong, type Gathered } from './setting.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'ZAPFLOW_';
const TEST_PREFIX = 'ZAPFLOW_TEST_';

/** Adds what the environment sets; ours after the document's, so that ours wins. */
export function addEnvironment(
  into: Gathered,
  catalogue: Catalogue,
  env: Environment,
  readFile: ReadFile,
): void {
  addDocumentNames(into, catalogue, env);
  for (const [name, text] of Object.entries(env)) {
    if (text === undefined || !name.startsWith(PREFIX) || name.startsWith(TEST_PREFIX)) continue;
    const key = catalogue.byEnv.get(name);
    const fileKey = catalogue.byEnv.get(name.replace(/_FILE$/, ''));
    if (key?.kind === 'secret') addSecretText(into, key, text, name);
    else if (key !== undefined) addText(into, key, text, name);
    else if (fileKey?.kind === 'secret') addSecretFile(into, fileKey, text, name, readFile);
    else addUnknownVariable(into, catalogue, name);
  }
}

function addDocumentNames(into: Gathered, catalogue: Catalogue, env: Environment): void {
  for (const { name, setting, expected, read } of documentNames) {
    const text = env[name];
    const key = catalogue.byName.get(setting);
    if (text === undefined || key === undefined) continue;
    if (read === undefined) {
      addText(into, key, text, name);
      continue;
    }
    const result = read(text.trim());
    if (result === 'wrong') addWrong(into, setting, name, expected ?? key.words, text);
    else if (result !== 'nothing') addValue(into, key, result.value, name);
  }
}

function addUnknownVariable(into: Gathered, catalogue: Catalogue, name: string): void {
  const nearest = nearestName(name, catalogue.byEnv.keys());
  into.problems.push({
    path: name,
    source: name,
    expected: 'a known environment variable',
    got: 'an unknown one',
    hint: nearest === undefined ? 'docs/configuration.md lists every name' : `did you mean ${nearest}?`,
  });
}
