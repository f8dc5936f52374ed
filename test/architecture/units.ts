// What storage does in a transaction awaits nothing but the database: so its files can reach nothing else.
import { type Import, isTesting, type SourceFile } from './source-file.ts';

const folders = /^src\/workers\/storage\/(units|reads|repositories)\//;
const words =
  /^src\/(core\/(by|errors|error-table|registry)|workers\/storage\/(unit|tables))\.ts$|^src\/domain\//;

/** Every import, and every use of a context, by which a unit, a read or a repository could reach past its transaction. */
export function checkUnits(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => folders.test(file.path) && !isTesting(file))
    .flatMap((file) => [...checkReach(file), ...file.imports.flatMap((found) => judge(file, found) ?? [])]);
}

function judge({ path }: SourceFile, { target, line, isType, names }: Import): string | undefined {
  if (folders.test(target) || words.test(target) || target === 'zod') return undefined;
  if (target === 'kysely' && isType) return undefined;
  // It only computes: the same text, the same hash.
  if (target === 'node:crypto' && names.every((name) => name === 'hash')) return undefined;
  const what = target === 'kysely' ? 'values of kysely' : target;
  return `${path}:${line} imports ${what}: what is done in a transaction awaits nothing but its tx; hand the value in as input.`;
}

function checkReach({ path, tokens }: SourceFile): string[] {
  return tokens
    .filter(({ kind, text }) => kind === 'word' && text === 'context')
    .map(({ line }) => `${path}:${line} uses a context: a unit is given its tx and nothing else.`);
}
