// Answers whether a name exists: as a setting, variable, metric, error, worker, file, endpoint, log, command or in the code.
import { existsSync } from 'node:fs';
import { commands } from '../../src/cli/index.ts';
import { toCatalogue } from '../../src/config/catalogue.ts';
import { documentNames } from '../../src/config/document-names.ts';
import { configSchema } from '../../src/config/schema.ts';
import { metricTable } from '../../src/core/board/metric-table.ts';
import { errorTable } from '../../src/core/error-table.ts';
import { logCategories } from '../../src/workers/logger/files.ts';
import { isTesting, loadSources, root } from '../architecture/source-file.ts';

const catalogue = toCatalogue(configSchema);
const sources = loadSources(['src']).filter((file) => !isTesting(file));
const declaring = new Set(['const', 'function', 'class', 'interface', 'type']);

/** By exported name, every word of the files that export it. */
const exported = new Map<string, Set<string>>();
const texts = new Set<string>();
for (const { tokens } of sources) {
  const words = new Set(tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text));
  tokens.forEach((token, i) => {
    if (token.kind === 'string') texts.add(token.text);
    const isExported = token.kind === 'word' && declaring.has(token.text) && isAfterExport(i);
    if (isExported) exported.set(tokens[i + 1]?.text ?? '', words);

    function isAfterExport(at: number): boolean {
      const before = tokens[at - 1]?.text;
      return before === 'export' || (before === 'async' && tokens[at - 2]?.text === 'export');
    }
  });
}

export function exists(name: string): boolean {
  return (
    catalogue.byName.has(name) ||
    (name !== '' && catalogue.groups.has(name)) ||
    isVariable(name) ||
    Object.hasOwn(metricTable, name) ||
    Object.hasOwn(errorTable, name) ||
    isFile(name) ||
    isEndpoint(name) ||
    isLog(name) ||
    isCommand(name) ||
    isCode(name)
  );
}

/** True for a variable that is read from the environment. */
export function isVariable(name: string): boolean {
  return catalogue.byEnv.has(name) || documentNames.some((known) => known.name === name);
}

function isFile(name: string): boolean {
  return name.startsWith('src/') && existsSync(`${root}${name}`);
}

function isEndpoint(name: string): boolean {
  return name.startsWith('/') && texts.has(name);
}

function isLog(name: string): boolean {
  return (
    name.endsWith('.log') && (texts.has(name) || logCategories.some((category) => `${category}.log` === name))
  );
}

function isCommand(name: string): boolean {
  return commands.some((command) => name === `zapflow ${command.name}`);
}

/** An exported name, or a member of one. */
function isCode(name: string): boolean {
  const [owner, member, ...rest] = name.split('.');
  const words = exported.get(owner ?? '');
  if (words === undefined || rest.length > 0) return false;
  return member === undefined || words.has(member);
}
