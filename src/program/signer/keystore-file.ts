// The sealed file of the signer's keys. Only the signer can open it; here it is bytes.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { sealOfKeystore } from '../../signer/keystore-seal.ts';
import { moveInPlace } from '../../workers/storage/backup/durable-files.ts';

export function toKeystorePath(dataDir: string): string {
  return join(dataDir, 'signer.keystore');
}

export function hasKeystore(dataDir: string): boolean {
  return existsSync(toKeystorePath(dataDir));
}

/** Throws KEYSTORE_MISSING, KEYSTORE_UNUSABLE. */
export function loadKeystore(dataDir: string): Buffer {
  const path = toKeystorePath(dataDir);
  if (!existsSync(path)) throw new AppError('KEYSTORE_MISSING');
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new AppError('KEYSTORE_UNUSABLE', undefined, { details: { path }, cause });
  }
}

/** Gives the seal of the file as it is then, which is read again only when it is another file, or changed. Throws as `loadKeystore` does. */
export function watchSeal(dataDir: string): () => string {
  let known: { readonly state: string; readonly seal: string } | undefined;
  return () => {
    const found = statSync(toKeystorePath(dataDir), { throwIfNoEntry: false });
    const state = `${found?.ino} ${found?.mtimeMs} ${found?.size}`;
    if (known?.state !== state) known = { state, seal: sealOfKeystore(loadKeystore(dataDir)) };
    return known.seal;
  };
}

/** Whole or not at all, also over a power cut; the one before stays beside, because without a keystore the keys are lost. Throws KEYSTORE_UNUSABLE. */
export function storeKeystore(dataDir: string, keystore: Buffer): void {
  const path = toKeystorePath(dataDir);
  try {
    writeFileSync(`${path}.new`, keystore, { mode: 0o600, flush: true });
    if (existsSync(path)) writeFileSync(`${path}.before`, readFileSync(path), { mode: 0o600, flush: true });
    moveInPlace(`${path}.new`, path);
  } catch (cause) {
    throw new AppError('KEYSTORE_UNUSABLE', undefined, { details: { path }, cause });
  }
}
