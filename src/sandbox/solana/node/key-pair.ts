// An Ed25519 key of 32 bytes that signs at once, within the turn.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';

export type KeyPair = {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
};

/** What stands before the 32 bytes in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEAD_BYTES = 12;

export function keyPairOf(secret: Uint8Array): KeyPair {
  const der = Buffer.concat([PKCS8_HEAD, secret]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(spki.subarray(SPKI_HEAD_BYTES)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}
