// Keys of those who act, made from names, so that the same name has the same address again.
import { hash } from 'node:crypto';
import { type Address, createNoopSigner, getAddressDecoder, type TransactionSigner } from '@solana/kit';
import { keyPairOf } from '../node/key-pair.ts';

export type Wallet = {
  readonly name: string;
  readonly address: Address;
  /** Stands for it in instructions; signs nothing. */
  readonly signer: TransactionSigner;
  sign(message: Uint8Array): Uint8Array;
};

/** Play money: whoever knows seed and name has the key. */
export function walletOf(seed: string, name: string): Wallet {
  const { publicKey, sign } = keyPairOf(hash('sha256', `zapflow sandbox ${seed} ${name}`, 'buffer'));
  const address = getAddressDecoder().decode(publicKey);
  return { name, address, signer: createNoopSigner(address), sign };
}
