// Gives lamports away by transactions of its own, as the faucet of a test network does.
import { parseBase58, toBase58 } from '../../../domain/solana/base58.ts';
import { COMPUTE_BUDGET, SYSTEM } from '../../../domain/solana/programs.ts';
import type { Address } from '../../../domain/solana/transaction.ts';
import { keyPairOf } from './key-pair.ts';

export type Faucet = {
  readonly address: Address;
  /** A signed transaction, never the same twice. */
  transfer(to: Address, lamports: bigint, blockhash: string): Uint8Array;
};

const UNITS = 10_000;
const VARIANTS = 200_000;

/** `seed` is 32 bytes in hex. */
export function createFaucet(seed: string): Faucet {
  const { publicKey: own, sign } = keyPairOf(Buffer.from(seed, 'hex'));
  let made = 0;
  return {
    address: toBase58(own),
    transfer(to, lamports, blockhash) {
      made += 1;
      const message = toMessage(own, {
        to: bytesOf(to),
        lamports,
        blockhash: bytesOf(blockhash),
        variant: made,
      });
      return Uint8Array.from(Buffer.concat([Buffer.of(1), sign(message), message]));
    },
  };
}

type Gift = {
  readonly to: Uint8Array;
  readonly lamports: bigint;
  readonly blockhash: Uint8Array;
  readonly variant: number;
};

/** A legacy message: a limit of units that tells equal gifts apart, and the transfer. */
function toMessage(from: Uint8Array, { to, lamports, blockhash, variant }: Gift): Buffer {
  const limit = Buffer.alloc(5);
  limit[0] = 2;
  limit.writeUInt32LE(UNITS + (variant % VARIANTS), 1);
  const transfer = Buffer.alloc(12);
  transfer.writeUInt32LE(2, 0);
  transfer.writeBigUInt64LE(lamports, 4);
  // a gift to the faucet itself would name it twice
  const isOwn = Buffer.compare(from, to) === 0;
  const keys = [from, ...(isOwn ? [] : [to]), bytesOf(SYSTEM), bytesOf(COMPUTE_BUDGET)];
  const system = keys.length - 2;
  return Buffer.concat([
    Buffer.of(1, 0, 2, keys.length),
    ...keys,
    blockhash,
    Buffer.of(2, system + 1, 0, limit.length),
    limit,
    Buffer.of(system, 2, 0, isOwn ? 0 : 1, transfer.length),
    transfer,
  ]);
}

function bytesOf(address: string): Uint8Array {
  return parseBase58(address) ?? new Uint8Array(32);
}
