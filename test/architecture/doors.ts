// Holds that time, randomness, network, disk and threads are reached only through the doors of seams.ts.
import { packages } from './packages.ts';
import { type Seam, seams } from './seams.ts';
import { isTesting, type SourceFile } from './source-file.ts';

/** Found in the code, under the name by which a seam allows it. */
type Use = { readonly name: string; readonly line: number };

const doors = new Set(
  [
    'Date setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask performance',
    'Math.random crypto fetch WebSocket EventSource XMLHttpRequest process console globalThis global require Function',
    'import() Atomics.wait',
  ].flatMap((line) => line.split(' ')),
);
/** Modules of Node that only compute. Every other one opens a door. */
const computing = new Set([
  'node:util',
  'node:path',
  'node:url',
  'node:buffer',
  'node:events',
  'node:async_hooks',
]);
/** What may be taken from node:crypto without a seam: the same input always gives the same output. */
const hashing = new Set(['createHash', 'createHmac', 'hash', 'timingSafeEqual']);
/** Facts about the machine that never change while the program runs. */
const constants = new Set(['arch', 'platform', 'version', 'versions']);

/** What the pure folders may not have although it opens no door: a decision is made at once, from what was handed in. */
const impure = new Set(['async', 'await', 'Atomics', 'SharedArrayBuffer']);
const pureFolders = /^src\/(domain|strategies|detectors|safety|risk|platforms|api)\//;

export function checkDoors(files: readonly SourceFile[], allowed: readonly Seam[] = seams): string[] {
  return files.filter((file) => !isTesting(file)).flatMap((file) => judge(file, allowed));
}

function judge(file: SourceFile, allowed: readonly Seam[]): string[] {
  const isPure = pureFolders.test(file.path);
  return usesOf(file).flatMap(({ name, line }) => {
    const where = `${file.path}:${line} uses ${name}`;
    if (isPure) return `${where}: pure folders only compute; let the caller hand the value in.`;
    if (isAllowed(file.path, name, allowed)) return [];
    return `${where}: take it from the context (clock, random, outside, log), or list the file with its reason in test/architecture/seams.ts.`;
  });
}

function isAllowed(path: string, name: string, allowed: readonly Seam[]): boolean {
  return allowed.some((seam) => covers(seam, path) && seam.uses.includes(name));
}

function covers({ path }: Seam, file: string): boolean {
  return path.endsWith('/') ? file.startsWith(path) : file === path;
}

/** Entries of the list that nothing needs any more. */
export function checkSeams(files: readonly SourceFile[], allowed: readonly Seam[] = seams): string[] {
  return allowed.flatMap((seam) => {
    const used = new Set(
      files.filter((file) => covers(seam, file.path)).flatMap((file) => usesOf(file).map(({ name }) => name)),
    );
    return seam.uses
      .filter((name) => !used.has(name))
      .map(
        (name) => `${seam.path} no longer uses ${name}: take it off the list in test/architecture/seams.ts.`,
      );
  });
}

function usesOf(file: SourceFile): Use[] {
  return [...importsOf(file), ...wordsOf(file)];
}

function importsOf({ path, imports }: SourceFile): Use[] {
  return imports
    .filter(({ target, isType }) => !isType && !target.startsWith('src/') && !target.startsWith('dashboard/'))
    .filter(({ target, names }) => !(target === 'node:crypto' && names.every((name) => hashing.has(name))))
    .filter(({ target }) => pureFolders.test(path) || !computing.has(target))
    .filter(({ target }) => !isPackageFor(path, target))
    .map(({ target, line }) => ({ name: target, line }));
}

function isPackageFor(path: string, target: string): boolean {
  return packages.some(({ name, folder }) => name === target && path.startsWith(folder));
}

function wordsOf({ path, tokens, imports }: SourceFile): Use[] {
  const isPure = pureFolders.test(path);
  // A name that was imported is what its module says, and modules are judged by themselves.
  const imported = new Set(imports.flatMap(({ names }) => names));
  return tokens.flatMap(({ kind, text, line }, i) => {
    if (kind !== 'word' || imported.has(text) || isMember(i)) return [];
    const name = nameAt(i);
    return name !== undefined && (doors.has(name) || (isPure && impure.has(name))) ? { name, line } : [];

    function nameAt(at: number): string | undefined {
      const [mark, member] = [tokens[at + 1]?.text, tokens[at + 2]?.text];
      if (text === 'Math' || text === 'Atomics')
        return mark === '.' && doors.has(`${text}.${member}`) ? `${text}.${member}` : text;
      if (text === 'import') return mark === '(' ? 'import()' : undefined;
      if (text === 'process' && mark === '.' && constants.has(member ?? '')) return undefined;
      if (text === 'Date' && isConversion(at)) return undefined;
      return text;
    }
  });

  /** A name after a dot, or the name of a field. */
  function isMember(i: number): boolean {
    const [before, after] = [tokens[i - 1]?.text ?? '', tokens[i + 1]?.text];
    if (before === '.') return tokens[i - 2]?.text !== '.';
    const isField = after === ':' || (after === '?' && tokens[i + 2]?.text === ':');
    return isField && ['{', ',', ';', 'readonly'].includes(before);
  }

  /** `Date.parse(text)`, `Date.UTC(…)` and `new Date(ms)` compute; they do not look at the clock. */
  function isConversion(i: number): boolean {
    const [mark, member] = [tokens[i + 1]?.text, tokens[i + 2]?.text];
    if (mark === '.') return member === 'parse' || member === 'UTC';
    return tokens[i - 1]?.text === 'new' && mark === '(' && member !== ')' && member !== '.';
  }
}
