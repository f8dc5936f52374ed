// The files of the data folder that belong to a backup and are never in it: whoever has both has everything.
import { existsSync } from 'node:fs';
import { toKeystorePath } from '../program/signer/keystore-file.ts';
import { toInstanceKeyPath } from '../workers/storage/instance-key-check.ts';

/** Empty where the data folder has none of them. */
export function toNotInBackup(dataDir: string): string {
  const there = filesOf(dataDir).filter((file) => existsSync(file));
  return there.length === 0
    ? ''
    : `Not in this backup: ${there.join(', ')}. Copy that by hand, to another place than the backup; a restore needs it too.\n`;
}

/** Empty where the data folder has all of them. */
export function toMissingAfterRestore(dataDir: string): string {
  const missing = filesOf(dataDir).filter((file) => !existsSync(file));
  return missing.length === 0
    ? ''
    : `Not here, and never in a backup: ${missing.join(', ')}. If you have copies, put them there before you start Zapflow: signer.keystore has the keys, instance.key opens second factors and secrets of webhooks.\n`;
}

function filesOf(dataDir: string): string[] {
  return [toInstanceKeyPath(dataDir), toKeystorePath(dataDir)];
}
