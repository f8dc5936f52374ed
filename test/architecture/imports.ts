// Holds the import table, and that imports never run in a circle.
import { dirname } from 'node:path/posix';
import { placeOf } from './import-table.ts';
import { type Import, isTesting, type SourceFile } from './source-file.ts';

/** Every import that the table does not allow. Tests may import anything. */
export function checkImports(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => !isTesting(file))
    .flatMap((file) => file.imports.flatMap((found) => judge(file, found) ?? []));
}

function judge(file: SourceFile, found: Import): string | undefined {
  const from = placeOf(file.path);
  if (!from)
    return `${file.path}: no rule says what this folder may import; add it to test/architecture/import-table.ts.`;
  const where = `${file.path}:${found.line}`;
  if (!isOurs(found.target)) return undefined;
  if (isTesting({ path: found.target }))
    return `${where} imports ${found.target}: only tests may; move what both need out of testing/.`;
  const to = placeOf(found.target);
  if (!to) return `${where} imports ${found.target}, which no rule knows; is the path right?`;
  if (to === from) return workerOf(file.path, found) ? crossing(where, found) : undefined;
  if (from.mayImport.includes(to.name)) return undefined;
  if (found.isAddress && from.mayAddress?.includes(to.name)) return undefined;
  if (from.mayImportTypes?.includes(to.name)) {
    if (found.isType) return undefined;
    return `${where} imports values of ${to.name}: use \`import type\`, and take values from the context.`;
  }
  const allowed = [...from.mayImport, ...(from.mayImportTypes ?? [])].join(', ') || 'nothing of ours';
  return `${where} imports ${found.target}: ${from.name} may import ${allowed}; move the code, or hand the value in.`;
}

function isOurs(target: string): boolean {
  return target.startsWith('src/') || target.startsWith('dashboard/');
}

/** True when both are workers, and not the same one. */
function workerOf(path: string, { target }: Import): boolean {
  const owner = /^src\/workers\/([\w-]+)\//;
  return owner.test(path) && owner.exec(path)?.[1] !== owner.exec(target)?.[1] && !isContract(target);
}

function isContract(target: string): boolean {
  return target.endsWith('/contract.ts');
}

function crossing(where: string, { target }: Import): string {
  return `${where} imports ${target}: of another worker only contract.ts may be imported; send it a message instead.`;
}

/** Circles of imports. Types may circle within one folder, because they are gone at run time. */
export function checkCycles(files: readonly SourceFile[]): string[] {
  const codeOnly = findCycles(files, (found) => !found.isType);
  const withTypes = findCycles(files, () => true).filter((path) => new Set(path.map(dirname)).size > 1);
  const circles = new Set([...codeOnly, ...withTypes].map((path) => path.join(' → ')));
  return [...circles].map((circle) => `${circle}: a circle; move what both need into a file of its own.`);
}

function findCycles(files: readonly SourceFile[], follows: (found: Import) => boolean): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const trail: string[] = [];
  const cycles: string[][] = [];
  const visit = (path: string): void => {
    const begin = trail.indexOf(path);
    if (begin >= 0) cycles.push([...trail.slice(begin), path]);
    if (begin >= 0 || done.has(path)) return;
    trail.push(path);
    for (const found of byPath.get(path)?.imports ?? [])
      if (!found.isAddress && follows(found) && byPath.has(found.target)) visit(found.target);
    trail.pop();
    done.add(path);
  };
  for (const { path } of files) visit(path);
  return cycles;
}
