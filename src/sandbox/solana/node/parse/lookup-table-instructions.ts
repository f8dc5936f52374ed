import { jsonInteger } from '../accounts/json-integer.ts';
import type { InstructionFacts, InstructionKinds } from './instruction-parser.ts';

const table = ({ account }: InstructionFacts) => ({
  lookupTableAccount: account(0),
  lookupTableAuthority: account(1),
});
const payer = ({ account, accountCount }: InstructionFacts) =>
  accountCount < 4 ? {} : { payerAccount: account(2), systemProgram: account(3) };
const MAX_ADDRESSES = 256;

export const lookupTableInstructions: InstructionKinds = {
  0: [
    'createLookupTable',
    (facts) => ({
      ...{ ...table(facts), ...payer(facts) },
      ...{ recentSlot: jsonInteger(facts.reader.u64()), bumpSeed: facts.reader.u8() },
    }),
  ],
  1: ['freezeLookupTable', table],
  2: [
    'extendLookupTable',
    (facts) => {
      const count = Math.min(Number(facts.reader.u64()), MAX_ADDRESSES);
      const newAddresses = Array.from({ length: count }, () => facts.reader.address());
      return { ...table(facts), newAddresses, ...payer(facts) };
    },
  ],
  3: ['deactivateLookupTable', table],
  4: ['closeLookupTable', (facts) => ({ ...table(facts), recipient: facts.account(2) })],
};
