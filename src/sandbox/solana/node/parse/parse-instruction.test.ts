import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSeededRandom } from '../../../../core/random.ts';
import {
  ASSOCIATED_TOKEN,
  LOOKUP_TABLE,
  MEMO,
  SYSTEM,
  TOKEN,
  TOKEN_2022,
} from '../../../../domain/solana/programs.ts';
import { memoOf, parseInstruction } from './parse-instruction.ts';

const [a, b, c, d] = ['mint', 'authority', 'third', 'fourth'] as const;

function text(value: string): number[] {
  const bytes = Buffer.from(value);
  return [bytes.length, 0, 0, 0, ...bytes];
}

test('metadata that a token carries itself is told with its texts', () => {
  const data = Buffer.from([
    ...Buffer.from('d2e11ea258b84d8d', 'hex'),
    ...text('The Ass Statue'),
    ...text('TAS'),
    ...text('https://a.b/c'),
  ]);
  assert.deepEqual(parseInstruction(TOKEN_2022, [a, b, a, b], data), {
    program: 'spl-token',
    parsed: {
      type: 'initializeTokenMetadata',
      info: {
        ...{ metadata: a, updateAuthority: b, mint: a, mintAuthority: b },
        ...{ name: 'The Ass Statue', symbol: 'TAS', uri: 'https://a.b/c' },
      },
    },
  });
  assert.equal(parseInstruction(TOKEN_2022, [a, b, a, b], data.subarray(0, -1)), undefined);
});

test('an authority that is given up is null, and several signers are listed', () => {
  assert.deepEqual(parseInstruction(TOKEN_2022, [a, b], Buffer.of(6, 0, 0))?.parsed, {
    type: 'setAuthority',
    info: { mint: a, authorityType: 'mintTokens', newAuthority: null, authority: b },
  });
  const transfer = Buffer.of(3, 7, 0, 0, 0, 0, 0, 0, 0);
  assert.deepEqual(parseInstruction(TOKEN, [a, b, c, d], transfer)?.parsed, {
    type: 'transfer',
    info: { source: a, destination: b, amount: '7', multisigAuthority: c, signers: [d] },
  });
});

test('what is asked for the size of an account is told by name', () => {
  assert.deepEqual(parseInstruction(TOKEN_2022, [a], Buffer.of(21, 7, 0))?.parsed, {
    type: 'getAccountDataSize',
    info: { mint: a, extensionTypes: ['immutableOwner'] },
  });
});

test('a memo is its text, in the instruction and beside signatures', () => {
  assert.deepEqual(parseInstruction(MEMO, [], Buffer.from('héllo')), {
    program: 'spl-memo',
    parsed: 'héllo',
  });
  assert.equal(parseInstruction(MEMO, [], Buffer.of(0xff)), undefined);
  const logs = [
    'Program log: Memo (len 5): "hello"',
    'Program log: other',
    'Program log: Memo (len 2): "yo"',
  ];
  assert.equal(memoOf(logs), '[5] hello; [2] yo');
  assert.equal(memoOf([]), null);
});

test('whatever bytes come, it never throws and never invents an account', () => {
  const random = createSeededRandom(5);
  const programs = [SYSTEM, TOKEN, TOKEN_2022, ASSOCIATED_TOKEN, LOOKUP_TABLE, MEMO, 'another'];
  for (let i = 0; i < 20_000; i += 1) {
    const data = Uint8Array.from({ length: random.below(60) }, () =>
      random.below(random.below(2) === 0 ? 40 : 256),
    );
    const accounts = [a, b, c, d].slice(0, random.below(5));
    const known = parseInstruction(programs[i % programs.length] ?? '', accounts, data);
    if (known && typeof known.parsed !== 'string')
      for (const value of Object.values(known.parsed.info)) assert.notEqual(value, '');
  }
});
