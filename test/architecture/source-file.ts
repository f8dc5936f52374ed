// A source file as the rules see it: where it is, what it imports, what it says.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Token, toTokens } from './scan.ts';

export type Import = {
  /** From the root of the repository for our own files, else as written. */
  readonly target: string;
  readonly line: number;
  /** Names between `import` and `from`, as exported there; `*` for all. */
  readonly names: readonly string[];
  readonly isType: boolean;
  /** Only named by its address, as the module of a thread is. */
  readonly isAddress: boolean;
  readonly isReexport: boolean;
};

export type SourceFile = {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly lines: number;
  readonly tokens: readonly Token[];
  readonly imports: readonly Import[];
};

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every TypeScript file below these folders; a folder that does not exist has none. */
export function loadSources(folders: readonly string[]): SourceFile[] {
  return folders.flatMap(loadPaths).map((path) => toSourceFile(path, readFileSync(`${root}${path}`, 'utf8')));
}

function loadPaths(folder: string): string[] {
  try {
    return readdirSync(`${root}${folder}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(root, `${entry.parentPath}/${entry.name}`).split(sep).join('/'))
      .filter((path) => !path.includes('node_modules/'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export function toSourceFile(path: string, text: string): SourceFile {
  const tokens = toTokens(text);
  return {
    path,
    tokens,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: toImports(tokens).map((found) => ({ ...found, target: toTarget(path, found.target) })),
  };
}

/** True for tests and what only tests use. */
export function isTesting({ path }: Pick<SourceFile, 'path'>): boolean {
  return path.endsWith('.test.ts') || path.includes('/testing/');
}

function toTarget(path: string, written: string): string {
  return written.startsWith('.') ? posix.normalize(`${dirname(path)}/${written}`) : written;
}

function toImports(tokens: readonly Token[]): Import[] {
  const imports: Import[] = [];
  tokens.forEach((token, i) => {
    const found = toStatement(tokens, i) ?? toDynamic(tokens, i);
    if (found) imports.push({ ...found, line: token.line });
  });
  return imports;
}

type Found = Omit<Import, 'line'>;

/** `import … from '…'`, `import '…'` and `export … from '…'`. */
function toStatement(tokens: readonly Token[], i: number): Found | undefined {
  const keyword = tokens[i];
  if (keyword?.kind !== 'word' || (keyword.text !== 'import' && keyword.text !== 'export')) return undefined;
  const clause: Token[] = [];
  for (let at = i + 1; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (token.kind === 'string') {
      const isReexport = keyword.text === 'export';
      if (clause.at(-1)?.text !== 'from' && (isReexport || clause.length > 0)) return undefined;
      return { target: token.text, names: toNames(clause), isReexport, isAddress: false, ...typed(clause) };
    }
    if (token.kind === 'mark' && !'{},*'.includes(token.text)) return undefined;
    clause.push(token);
  }
  return undefined;
}

/** `import('…')`, `import.meta.resolve('…')`, `require('…')` and `new URL('….ts', …)`. */
function toDynamic(tokens: readonly Token[], i: number): Found | undefined {
  const found = tokens[i + 2];
  const argument = tokens[i + 1]?.text === '(' && found?.kind === 'string' ? found.text : undefined;
  if (tokens[i]?.kind !== 'word' || argument === undefined) return undefined;
  const word = tokens[i]?.text ?? '';
  const isAddress = word === 'URL' && /^\.{1,2}\/.*\.ts$/.test(argument);
  if (!isAddress && !['import', 'require', 'resolve'].includes(word)) return undefined;
  if (word === 'resolve' && tokens[i - 2]?.text !== 'meta') return undefined;
  return { target: argument, names: ['*'], isType: false, isReexport: false, isAddress };
}

function typed(clause: readonly Token[]): { isType: boolean } {
  return { isType: clause[0]?.text === 'type' && clause[1]?.text !== 'from' };
}

/** `{ a, type b as c }` is a, b; a name outside braces is everything. */
function toNames(clause: readonly Token[]): string[] {
  const words = clause.filter(({ text }) => text !== 'from' && text !== 'type').map(({ text }) => text);
  const open = words.indexOf('{');
  if (open !== 0) return clause.length === 0 ? [] : ['*'];
  return words.filter((name, at) => /\w/.test(name) && words[at - 1] !== 'as' && name !== 'as');
}
