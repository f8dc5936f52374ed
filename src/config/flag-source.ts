// Settings from the command line.
import type { Catalogue } from './catalogue.ts';
import type { ReadFile } from './load.ts';
import { addSecretFile, addSecretLiteral } from './secret-source.ts';
import { addEntry, addText, addUnknown, type Gathered, parseText } from './setting.ts';

/** One setting given on the command line; `source` is the flag as the user wrote it. */
export type Flag = { readonly path: string; readonly value: string; readonly source: string };

export function addFlags(
  into: Gathered,
  catalogue: Catalogue,
  flags: readonly Flag[],
  readFile: ReadFile,
): void {
  for (const { path, value, source } of flags) {
    const key = catalogue.byName.get(path);
    const parent = catalogue.keys.find(({ name }) => path.startsWith(`${name}.`));
    if (key?.kind === 'secret') addSecretLiteral(into, key, source);
    else if (key !== undefined) addText(into, key, value, source);
    else if (parent?.kind === 'secret' && path === `${parent.name}.file`)
      addSecretFile(into, parent, value, source, readFile);
    else if (parent?.entryName !== undefined)
      addEntry(into, parent, path.slice(parent.name.length + 1), parseText(parent, value), source);
    else addUnknown(into, catalogue, path, source);
  }
}
