// What Token-2022 adds to the instructions of its predecessor: by tag, and by a second tag behind it.

import type { Address } from '../../../../domain/solana/transaction.ts';
import { jsonInteger } from '../accounts/json-integer.ts';
import { toUiAmount } from '../accounts/token-amount.ts';
import type { InstructionFacts, InstructionKinds } from './instruction-parser.ts';
import { authorityOf } from './token-authority.ts';

const NOBODY = '11111111111111111111111111111111';

/** All zeros where there is none. */
const nonZero = ({ reader }: InstructionFacts, name: string): Record<string, Address> => {
  const address = reader.address();
  return address === NOBODY ? {} : { [name]: address };
};
/** Behind a byte that says whether there is one. */
const optional = ({ reader }: InstructionFacts, name: string): Record<string, Address> =>
  reader.u8() === 1 ? { [name]: reader.address() } : {};

const states = ['uninitialized', 'initialized', 'frozen'];

export const extensionInstructions: InstructionKinds = {
  25: [
    'initializeMintCloseAuthority',
    (facts) => ({ mint: facts.account(0), ...optional(facts, 'newAuthority') }),
  ],
  32: ['initializeNonTransferableMint', ({ account }) => ({ mint: account(0) })],
  35: [
    'initializePermanentDelegate',
    ({ account, reader }) => ({ mint: account(0), delegate: reader.address() }),
  ],
};

const defaultState: InstructionKinds = {
  0: [
    'initializeDefaultAccountState',
    ({ account, reader }) => ({ mint: account(0), accountState: states[reader.u8()] }),
  ],
  1: [
    'updateDefaultAccountState',
    (facts) => ({
      ...{ mint: facts.account(0), accountState: states[facts.reader.u8()] },
      ...authorityOf(facts, 1, 'freezeAuthority'),
    }),
  ],
};

const transferFee: InstructionKinds = {
  0: [
    'initializeTransferFeeConfig',
    (facts) => ({
      mint: facts.account(0),
      ...optional(facts, 'transferFeeConfigAuthority'),
      ...optional(facts, 'withdrawWithheldAuthority'),
      transferFeeBasisPoints: facts.reader.u16(),
      maximumFee: jsonInteger(facts.reader.u64()),
    }),
  ],
  1: [
    'transferCheckedWithFee',
    (facts) => {
      const raw = facts.reader.u64();
      const decimals = facts.reader.u8();
      return {
        ...{ source: facts.account(0), mint: facts.account(1), destination: facts.account(2) },
        tokenAmount: toUiAmount(raw, decimals),
        feeAmount: toUiAmount(facts.reader.u64(), decimals),
        ...authorityOf(facts, 3, 'authority'),
      };
    },
  ],
};

const transferHook: InstructionKinds = {
  0: [
    'initializeTransferHook',
    (facts) => ({ mint: facts.account(0), ...nonZero(facts, 'authority'), ...nonZero(facts, 'programId') }),
  ],
};

const metadataPointer: InstructionKinds = {
  0: [
    'initializeMetadataPointer',
    (facts) => ({
      ...{ mint: facts.account(0), ...nonZero(facts, 'authority') },
      ...nonZero(facts, 'metadataAddress'),
    }),
  ],
};

/** By the first tag. */
export const nestedInstructions: Readonly<Record<number, InstructionKinds>> = {
  26: transferFee,
  28: defaultState,
  36: transferHook,
  39: metadataPointer,
};

/** Begins with eight bytes of a hash; here as hex. */
export const metadataInstructions: Readonly<Record<string, InstructionKinds[number]>> = {
  d2e11ea258b84d8d: [
    'initializeTokenMetadata',
    ({ account, reader }) => ({
      metadata: account(0),
      updateAuthority: account(1),
      mint: account(2),
      mintAuthority: account(3),
      name: reader.text(),
      symbol: reader.text(),
      uri: reader.text(),
    }),
  ],
  d7e4a6e45464567b: [
    'updateTokenMetadataAuthority',
    (facts) => ({
      ...{ metadata: facts.account(0), updateAuthority: facts.account(1) },
      newAuthority: nonZero(facts, 'newAuthority')['newAuthority'] ?? null,
    }),
  ],
};
