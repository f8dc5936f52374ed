// Keys of those who act, made from names, so that the same name has the same address again.
import { createPrivateKey, createPublicKey, hash, sign } from 'node:crypto';
import { type Address, createNoopSigner, getAddressDecoder, type TransactionSigner } from '@solana/kit';

export type Wallet = {
  readonly name: string;
  readonly address: Address;
  /** Stands for it in instructions; signs nothing. */
  readonly signer: TransactionSigner;
  sign(message: Uint8Array): Uint8Array;
};

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_HEAD_BYTES = 12;

/** Play money: whoever knows seed and name has the key. */
export function walletOf(seed: string, name: string): Wallet {
  const secret = hash('sha256', `zapflow sandbox ${seed} ${name}`, 'buffer');
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  const own = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD_BYTES);
  const address = getAddressDecoder().decode(own);
  return {
    name,
    address,
    signer: createNoopSigner(address),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  };
}
