// One value for one setting, from one place; checked by itself, so that every wrong one is reported.
import { nearestName } from '../core/nearest-name.ts';
import type { Catalogue, SettingKey } from './catalogue.ts';
import { type Problem, toShown } from './problem.ts';

export type Setting = {
  /** Where the value goes; one longer than the key's own path for an entry of a map. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly source: string;
};

/** What the sources of settings yield: those that are right, and what is wrong with the others. */
export type Gathered = { readonly settings: Setting[]; readonly problems: Problem[] };

export function createGathered(): Gathered {
  return { settings: [], problems: [] };
}

/** Takes a value that already has its type. */
export function addValue(into: Gathered, key: SettingKey, value: unknown, source: string): void {
  addChecked(into, key, key.name.split('.'), value, source);
}

/** Takes one entry of a map whose keys the user chooses. */
export function addEntry(
  into: Gathered,
  key: SettingKey,
  entry: string,
  value: unknown,
  source: string,
): void {
  const path = [...key.name.split('.'), entry];
  if (key.entryName?.safeParse(entry).success) addChecked(into, key, path, value, source);
  else addWrong(into, path.join('.'), source, key.entryName?.description ?? 'a single value', entry);
}

/** Takes text from the environment or a flag; a map is written `market=debug,core.link=warn`. */
export function addText(into: Gathered, key: SettingKey, text: string, source: string): void {
  if (key.entryName === undefined) {
    addValue(into, key, parseText(key, text), source);
    return;
  }
  for (const pair of text.split(',')) {
    const at = pair.indexOf('=');
    if (at > 0) addEntry(into, key, pair.slice(0, at).trim(), parseText(key, pair.slice(at + 1)), source);
    else addWrong(into, key.name, source, key.words, text, 'write it as name=value,name=value');
  }
}

/** Reads text as the kind of its key; what does not read so stays text and is refused by the schema. */
export function parseText(key: SettingKey, given: string): unknown {
  const text = given.trim();
  if (key.kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (key.kind === 'integer') return /^-?\d{1,16}$/.test(text) ? Number(text) : text;
  if (key.kind === 'number') return /^-?\d{1,16}(\.\d+)?$/.test(text) ? Number(text) : text;
  return text;
}

export function addWrong(
  into: Gathered,
  path: string,
  source: string,
  expected: string,
  got: unknown,
  hint = '',
): void {
  into.problems.push({ path, source, expected, got: toShown(got), hint });
}

export function addUnknown(into: Gathered, catalogue: Catalogue, path: string, source: string): void {
  const nearest = nearestName(path, [...catalogue.byName.keys(), ...catalogue.groups.keys()].filter(Boolean));
  into.problems.push({
    path,
    source,
    expected: 'a known setting',
    got: 'an unknown one',
    hint: nearest === undefined ? 'docs/configuration.md lists every setting' : `did you mean ${nearest}?`,
  });
}

function addChecked(
  into: Gathered,
  key: SettingKey,
  path: readonly string[],
  value: unknown,
  source: string,
): void {
  const parsed = key.schema.safeParse(value);
  if (parsed.success) into.settings.push({ path, value: parsed.data, source });
  else addWrong(into, path.join('.'), source, key.valueWords, value);
}
