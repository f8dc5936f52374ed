import type { Address } from '../../../../domain/solana/transaction.ts';
import { toUiAmount } from '../accounts/token-amount.ts';
import type { InstructionFacts, InstructionKinds } from './instruction-parser.ts';
import { authorityOf } from './token-authority.ts';

const amount = ({ reader }: InstructionFacts): string => reader.u64().toString();
const checked = ({ reader }: InstructionFacts) => {
  const raw = reader.u64();
  return toUiAmount(raw, reader.u8());
};
const optional = ({ reader }: InstructionFacts): Address | null =>
  reader.u8() === 1 ? reader.address() : null;

const authorityTypes = [
  'mintTokens',
  'freezeAccount',
  'accountOwner',
  'closeAccount',
  'transferFeeConfig',
  'withheldWithdraw',
  'closeMint',
  'interestRate',
  'permanentDelegate',
  'confidentialTransferMint',
  'transferHookProgramId',
  'confidentialTransferFeeConfig',
  'metadataPointer',
];
/** Of those types that are said of a mint. The others are said of an account. */
const ofAccounts = new Set(['accountOwner', 'closeAccount']);

const initializeMint = (facts: InstructionFacts, rent: Record<string, unknown>) => {
  const mint = facts.account(0);
  const decimals = facts.reader.u8();
  const mintAuthority = facts.reader.address();
  const freezeAuthority = optional(facts);
  return { mint, decimals, mintAuthority, ...rent, ...(freezeAuthority === null ? {} : { freezeAuthority }) };
};

/** Of accounts, which are asked for their size. */
const extensionNames: Readonly<Record<number, string>> = {
  2: 'transferFeeAmount',
  7: 'immutableOwner',
  8: 'memoTransfer',
  13: 'nonTransferableAccount',
  15: 'transferHookAccount',
};

const extensionsOf = (reader: InstructionFacts['reader']) => {
  const extensionTypes: string[] = [];
  while (reader.left >= 2) extensionTypes.push(extensionNames[reader.u16()] ?? 'uninitialized');
  return extensionTypes.length === 0 ? {} : { extensionTypes };
};

export const tokenInstructions: InstructionKinds = {
  0: ['initializeMint', (facts) => initializeMint(facts, { rentSysvar: facts.account(1) })],
  1: [
    'initializeAccount',
    ({ account }) => ({ account: account(0), mint: account(1), owner: account(2), rentSysvar: account(3) }),
  ],
  3: [
    'transfer',
    (facts) => ({
      ...{ source: facts.account(0), destination: facts.account(1), amount: amount(facts) },
      ...authorityOf(facts, 2, 'authority'),
    }),
  ],
  4: [
    'approve',
    (facts) => ({
      ...{ source: facts.account(0), delegate: facts.account(1), amount: amount(facts) },
      ...authorityOf(facts, 2, 'owner'),
    }),
  ],
  5: ['revoke', (facts) => ({ source: facts.account(0), ...authorityOf(facts, 1, 'owner') })],
  6: [
    'setAuthority',
    (facts) => {
      const authorityType = authorityTypes[facts.reader.u8()] ?? 'unknown';
      const what = ofAccounts.has(authorityType) ? 'account' : 'mint';
      const newAuthority = optional(facts);
      return { [what]: facts.account(0), authorityType, newAuthority, ...authorityOf(facts, 1, 'authority') };
    },
  ],
  7: [
    'mintTo',
    (facts) => ({
      ...{ mint: facts.account(0), account: facts.account(1), amount: amount(facts) },
      ...authorityOf(facts, 2, 'mintAuthority'),
    }),
  ],
  8: [
    'burn',
    (facts) => ({
      ...{ account: facts.account(0), mint: facts.account(1), amount: amount(facts) },
      ...authorityOf(facts, 2, 'authority'),
    }),
  ],
  9: [
    'closeAccount',
    (facts) => ({
      account: facts.account(0),
      destination: facts.account(1),
      ...authorityOf(facts, 2, 'owner'),
    }),
  ],
  10: [
    'freezeAccount',
    (facts) => ({
      account: facts.account(0),
      mint: facts.account(1),
      ...authorityOf(facts, 2, 'freezeAuthority'),
    }),
  ],
  11: [
    'thawAccount',
    (facts) => ({
      account: facts.account(0),
      mint: facts.account(1),
      ...authorityOf(facts, 2, 'freezeAuthority'),
    }),
  ],
  12: [
    'transferChecked',
    (facts) => ({
      ...{ source: facts.account(0), mint: facts.account(1), destination: facts.account(2) },
      ...{ tokenAmount: checked(facts), ...authorityOf(facts, 3, 'authority') },
    }),
  ],
  13: [
    'approveChecked',
    (facts) => ({
      ...{ source: facts.account(0), mint: facts.account(1), delegate: facts.account(2) },
      ...{ tokenAmount: checked(facts), ...authorityOf(facts, 3, 'owner') },
    }),
  ],
  14: [
    'mintToChecked',
    (facts) => ({
      ...{ mint: facts.account(0), account: facts.account(1), tokenAmount: checked(facts) },
      ...authorityOf(facts, 2, 'mintAuthority'),
    }),
  ],
  15: [
    'burnChecked',
    (facts) => ({
      ...{ account: facts.account(0), mint: facts.account(1), tokenAmount: checked(facts) },
      ...authorityOf(facts, 2, 'authority'),
    }),
  ],
  16: [
    'initializeAccount2',
    ({ account, reader }) => ({
      ...{ account: account(0), mint: account(1), owner: reader.address(), rentSysvar: account(2) },
    }),
  ],
  17: ['syncNative', ({ account }) => ({ account: account(0) })],
  18: [
    'initializeAccount3',
    ({ account, reader }) => ({ account: account(0), mint: account(1), owner: reader.address() }),
  ],
  20: ['initializeMint2', (facts) => initializeMint(facts, {})],
  21: ['getAccountDataSize', ({ account, reader }) => ({ mint: account(0), ...extensionsOf(reader) })],
  22: ['initializeImmutableOwner', ({ account }) => ({ account: account(0) })],
};
