// Settings from zapflow.yaml, each with its line.
import { isAlias, isMap, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import type { Catalogue, SettingKey } from './catalogue.ts';
import type { ReadFile } from './load.ts';
import { addSecretFile, addSecretLiteral } from './secret-source.ts';
import { addEntry, addUnknown, addValue, addWrong, type Gathered } from './setting.ts';

export type ConfigFile = { readonly name: string; readonly text: string; readonly readFile: ReadFile };

/** Adds what the file sets; a file that is not YAML is a problem per syntax error and sets nothing. */
export function addFile(into: Gathered, catalogue: Catalogue, file: ConfigFile): void {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number | undefined) => `${file.name}:${lines.linePos(offset ?? 0).line}`;
  for (const error of [...document.errors, ...document.warnings])
    addWrong(into, file.name, at(error.pos[0]), 'valid YAML', error.message);
  if (document.errors.length > 0) return;
  const walk: Walk = { into, catalogue, at, readFile: file.readFile };
  addGroup(walk, '', document.contents as Node | null, at(0));
}

type Walk = {
  readonly into: Gathered;
  readonly catalogue: Catalogue;
  readonly at: (offset: number | undefined) => string;
  readonly readFile: ReadFile;
};

function addGroup(walk: Walk, name: string, node: Node | null, source: string): void {
  if (isMap(node)) {
    for (const pair of node.items) addMember(walk, name, pair as Pair<Node, Node | null>);
  } else if (!isNothing(node)) {
    const members = walk.catalogue.groups.get(name)?.join(', ');
    addWrong(walk.into, name, source, `a group of keys: ${members}`, toPlain(node));
  }
}

function addMember(walk: Walk, group: string, { key: keyNode, value }: Pair<Node, Node | null>): void {
  const source = walk.at(keyNode.range?.[0]);
  const part = isScalar(keyNode) ? String(keyNode.value) : '?';
  const name = group === '' ? part : `${group}.${part}`;
  const key = walk.catalogue.byName.get(name);
  if (part.includes('.')) addUnknown(walk.into, walk.catalogue, name, source);
  else if (walk.catalogue.groups.has(name)) addGroup(walk, name, value, source);
  else if (key === undefined) addUnknown(walk.into, walk.catalogue, name, source);
  else addSetting(walk, key, value, source);
}

function addSetting(walk: Walk, key: SettingKey, node: Node | null, source: string): void {
  if (key.kind === 'secret') addSecret(walk, key, node, source);
  else if (key.entryName === undefined) addValue(walk.into, key, toPlain(node), source);
  else if (isMap(node)) {
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const entry = isScalar(pair.key) ? String(pair.key.value) : '';
      addEntry(walk.into, key, entry, toPlain(pair.value), walk.at(pair.key.range?.[0]));
    }
  } else if (!isNothing(node)) addWrong(walk.into, key.name, source, key.words, toPlain(node));
}

function addSecret(walk: Walk, key: SettingKey, node: Node | null, source: string): void {
  const path = isMap(node) && node.items.length === 1 ? node.get('file') : undefined;
  if (typeof path === 'string') addSecretFile(walk.into, key, path, source, walk.readFile);
  else addSecretLiteral(walk.into, key, source);
}

/** `gateway:` with nothing below it, as when every line below is commented out. */
function isNothing(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

/** No setting takes a symbol, so an alias is refused under its name. */
const ALIAS = Symbol('an alias');

/** The value of a scalar; of anything else only what it is, since no setting takes it. */
function toPlain(node: Node | null): unknown {
  if (node === null) return null;
  if (isScalar(node)) return node.value;
  if (isAlias(node)) return ALIAS;
  return isMap(node) ? {} : [];
}
