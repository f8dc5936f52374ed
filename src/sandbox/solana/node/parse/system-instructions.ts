import { jsonInteger } from '../accounts/json-integer.ts';
import type { InstructionFacts, InstructionKinds } from './instruction-parser.ts';

/** Texts of this program have their length in eight bytes, of which the upper four are zero. */
const seedOf = ({ reader }: InstructionFacts): string => {
  const length = Number(reader.u64());
  let seed = '';
  for (let i = 0; i < length && reader.isWhole; i += 1) seed += String.fromCharCode(reader.u8());
  return seed;
};
const number = ({ reader }: InstructionFacts): number => jsonInteger(reader.u64());

export const systemInstructions: InstructionKinds = {
  0: [
    'createAccount',
    (facts) => ({
      ...{ source: facts.account(0), newAccount: facts.account(1) },
      ...{ lamports: number(facts), space: number(facts), owner: facts.reader.address() },
    }),
  ],
  1: ['assign', ({ account, reader }) => ({ account: account(0), owner: reader.address() })],
  2: [
    'transfer',
    (facts) => ({ source: facts.account(0), destination: facts.account(1), lamports: number(facts) }),
  ],
  3: [
    'createAccountWithSeed',
    (facts) => ({
      ...{ source: facts.account(0), newAccount: facts.account(1), base: facts.reader.address() },
      ...{
        seed: seedOf(facts),
        lamports: number(facts),
        space: number(facts),
        owner: facts.reader.address(),
      },
    }),
  ],
  4: [
    'advanceNonce',
    ({ account }) => ({
      nonceAccount: account(0),
      recentBlockhashesSysvar: account(1),
      nonceAuthority: account(2),
    }),
  ],
  5: [
    'withdrawFromNonce',
    (facts) => ({
      nonceAccount: facts.account(0),
      destination: facts.account(1),
      recentBlockhashesSysvar: facts.account(2),
      rentSysvar: facts.account(3),
      nonceAuthority: facts.account(4),
      lamports: number(facts),
    }),
  ],
  6: [
    'initializeNonce',
    ({ account, reader }) => ({
      nonceAccount: account(0),
      recentBlockhashesSysvar: account(1),
      rentSysvar: account(2),
      nonceAuthority: reader.address(),
    }),
  ],
  7: [
    'authorizeNonce',
    ({ account, reader }) => ({
      nonceAccount: account(0),
      nonceAuthority: account(1),
      newAuthorized: reader.address(),
    }),
  ],
  8: ['allocate', (facts) => ({ account: facts.account(0), space: number(facts) })],
  9: [
    'allocateWithSeed',
    (facts) => ({
      ...{ account: facts.account(0), base: facts.reader.address(), seed: seedOf(facts) },
      ...{ space: number(facts), owner: facts.reader.address() },
    }),
  ],
  10: [
    'assignWithSeed',
    (facts) => ({
      ...{ account: facts.account(0), base: facts.reader.address(), seed: seedOf(facts) },
      owner: facts.reader.address(),
    }),
  ],
  11: [
    'transferWithSeed',
    (facts) => ({
      ...{ source: facts.account(0), sourceBase: facts.account(1), destination: facts.account(2) },
      ...{ lamports: number(facts), sourceSeed: seedOf(facts), sourceOwner: facts.reader.address() },
    }),
  ],
};
