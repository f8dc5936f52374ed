import { sealOf } from './process/sealed-file.ts';

/** Tells the file of a keystore from every other one, without its passphrase: what `status` of the signer calls `seal`. */
export function sealOfKeystore(file: Buffer): string {
  return sealOf(file);
}
