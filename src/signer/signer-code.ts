// Where the signer's code is. Stripping types costs a process 35 MB for as long as it lives, and the signer may not use
// Node's cache of stripped code, so `npm ci` strips it once. Sources that changed since are run as they are.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('./process/', import.meta.url));
const strippedFolder = fileURLToPath(new URL('../../node_modules/.cache/signer/', import.meta.url));
const DIGEST = 'digest';

export type SignerCode = { readonly folder: string; readonly entry: string };

/** The stripped code where it is whole and of these sources, else the sources. */
export function findSignerCode(stripped = strippedFolder): SignerCode {
  return isCurrent(stripped) ? { folder: stripped, entry: join(stripped, 'main.mjs') } : signerSources();
}

export function signerSources(entry = 'main.ts'): SignerCode {
  return { folder: sources, entry: join(sources, entry) };
}

export function stripSigner(stripped = strippedFolder): void {
  rmSync(stripped, { recursive: true, force: true });
  for (const path of listSources()) {
    const target = join(stripped, toStrippedPath(path));
    mkdirSync(dirname(target), { recursive: true });
    const code = stripTypeScriptTypes(readFileSync(join(sources, path), 'utf8'));
    writeFileSync(target, code.replaceAll(/(from\s+'\.[^']*)\.ts'/g, "$1.mjs'"));
  }
  // last, so that half of it is never taken for the whole
  writeFileSync(join(stripped, DIGEST), toDigest(stripped));
}

function isCurrent(stripped: string): boolean {
  try {
    return readFileSync(join(stripped, DIGEST), 'utf8') === toDigest(stripped);
  } catch {
    return false;
  }
}

/** Of the sources and of what was made of them. */
function toDigest(stripped: string): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of listSources())
    for (const file of [join(sources, path), join(stripped, toStrippedPath(path))])
      hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function toStrippedPath(path: string): string {
  return path.replace(/\.ts$/, '.mjs');
}

function listSources(): string[] {
  return readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(sources, join(entry.parentPath, entry.name)))
    .filter(
      (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !/(^|[/\\])testing[/\\]/.test(path),
    )
    .sort();
}
