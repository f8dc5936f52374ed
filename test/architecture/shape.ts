// Holds how files look from outside: size, names, exports, registries.
import { basename, dirname } from 'node:path/posix';
import type { Token } from './scan.ts';
import { isTesting, type SourceFile } from './source-file.ts';

const MAX_LINES = 300;
const MAX_CONTRACT_LINES = 60;
const MEDIAN_LINES = 100;

/** Files that may be longer, each with its reason: tables of data and generated files only. */
export const longFiles: Readonly<Record<string, string>> = {
  'src/core/error-table.ts': 'a table: one entry for each error',
};

export function checkSizes(
  files: readonly SourceFile[],
  long: Readonly<Record<string, string>> = longFiles,
): string[] {
  const problems = files.flatMap(({ path, lines }) => {
    const limit = /^src\/workers\/[\w-]+\/contract\.ts$/.test(path) ? MAX_CONTRACT_LINES : MAX_LINES;
    if (lines <= limit || Object.hasOwn(long, path)) return [];
    return [`${path} has ${lines} lines, ${limit} are the limit: make it a folder of smaller files.`];
  });
  const inOrder = files.map(({ lines }) => lines).sort((a, b) => a - b);
  const median = inOrder[inOrder.length >> 1] ?? 0;
  if (median >= MEDIAN_LINES)
    problems.push(
      `The median file has ${median} lines, ${MEDIAN_LINES} is the limit: split the longest ones.`,
    );
  return problems;
}

/** Steps of a schema begin with their number. */
const kebabFile = /^(\d{4}-)?[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/;
const kebabFolder = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const dumps = new Set('util utils misc common helper helpers lib shared stuff'.split(' '));

export function checkPaths(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const folders = dirname(path).split('/');
    const file = basename(path);
    const stem = file.replace(/\..*$/, '');
    const problems: string[] = [];
    if (!kebabFile.test(file) || !folders.every((folder) => kebabFolder.test(folder)))
      problems.push(`${path}: names of files and folders are kebab-case.`);
    for (const name of [...folders, stem])
      if (dumps.has(name)) problems.push(`${path}: \`${name}\` says nothing; name what is in it.`);
    if (/(^|-)(manager|helper|impl)(-|$)|^(base|abstract)-/.test(stem))
      problems.push(`${path}: name the thing by what it does, not as a manager, helper, base or impl.`);
    return problems;
  });
}

const declaring = new Set('class interface type function const let enum namespace'.split(' '));
const emptyName = /Manager$|Helper$|Helpers$|Impl$|^Base[A-Z]|^Abstract[A-Z]/i;
const letteredName = /^I[A-Z][a-z]/;

export function checkDeclarations(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, tokens }) =>
    tokens.flatMap(({ kind, text, line }, i) => {
      const name = tokens[i + 1];
      if (kind !== 'word' || !declaring.has(text) || name?.kind !== 'word') return [];
      const isType = text === 'class' || text === 'interface' || text === 'type';
      const isEmpty = isType ? emptyName.test(name.text) : /(Manager|Helpers?|Impl)$/.test(name.text);
      if (!isEmpty && !(isType && letteredName.test(name.text))) return [];
      return [`${path}:${line} declares ${name.text}: name it by what it is or does.`];
    }),
  );
}

export function checkExports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const { path, tokens, imports } = file;
    const problems: string[] = [];
    tokens.forEach((token, i) => {
      if (isDefaultExport(tokens, i))
        problems.push(`${path}:${token.line} has a default export: export it by its name.`);
    });
    const reexports = imports.filter(({ isReexport }) => isReexport);
    for (const { line } of reexports)
      problems.push(`${path}:${line} passes on what another file exports: let users import it from there.`);
    if (basename(path) === 'index.ts' && !isTesting(file) && !declaresList(tokens))
      problems.push(
        `${path}: an index.ts is a registry, a list that \`export const\` names; rename the file.`,
      );
    return problems;
  });
}

function isDefaultExport(tokens: readonly Token[], i: number): boolean {
  if (tokens[i]?.text === 'export' && tokens[i]?.kind === 'word')
    return tokens[i + 1]?.text === 'default' || tokens[i + 1]?.text === '=';
  return tokens[i]?.text === 'as' && tokens[i + 1]?.text === 'default';
}

function declaresList(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }, i) => text === 'export' && tokens[i + 1]?.text === 'const');
}
