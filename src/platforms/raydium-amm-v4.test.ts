import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { buildTransaction } from '../../test/solana/built-transaction.ts';
import { checkNeverThrows } from '../../test/solana/check-never-throws.ts';
import {
  checkLiquidity,
  checkPool,
  checkSwap,
  readAll,
  toEncoder,
} from '../../test/solana/check-platform.ts';
import { createIdlEncoder, type IdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { loadRecorded, readRecorded } from '../../test/solana/recorded-swaps.ts';
import { raydiumAmmV4 } from './raydium-amm-v4.ts';

const skip = skipsWithoutData;
const program = '675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8';
const vaults = ['poolCoinTokenAccount', 'poolPcTokenAccount'] as const;
const roles = { pool: 'amm', user: 'userSourceOwner', vaults } as const;
const encoder = () => createIdlEncoder(loadIdl('raydium-amm-v4'), { program, tags: 'index' });

test('a swap is read with the target orders among its accounts and without', { skip }, () => {
  const shorter: IdlEncoder = {
    ...encoder(),
    instruction(name, values) {
      const whole = encoder().instruction(name, values);
      const at = encoder().accountAt(name, 'ammTargetOrders');
      return { ...whole, accounts: whole.accounts.toSpliced(at, 1) };
    },
  };
  for (const name of ['swapBaseIn', 'swapBaseOut'])
    for (const each of [encoder(), shorter]) checkSwap(raydiumAmmV4, each, name, roles);
});

test('a swap without the accounts of the order book is read', () => {
  const names = 'tokenProgram amm ammAuthority coinVault pcVault userSource userDestination userOwner';
  const alone = toEncoder(program, { swapBaseInV2: names, swapBaseOutV2: names });
  for (const [name, tag] of [
    ['swapBaseInV2', 16],
    ['swapBaseOutV2', 17],
  ] as const) {
    const tagged: IdlEncoder = {
      ...alone,
      instruction: (of, values) => ({ ...alone.instruction(of, values), data: Uint8Array.of(tag) }),
    };
    checkSwap(raydiumAmmV4, tagged, name, {
      pool: 'amm',
      user: 'userOwner',
      vaults: ['coinVault', 'pcVault'],
    });
  }
});

test('pools and their liquidity are told', { skip }, () => {
  checkLiquidity(raydiumAmmV4, encoder(), 'deposit', { ...roles, user: 'userOwner', type: 'liquidityAdded' });
  checkLiquidity(raydiumAmmV4, encoder(), 'withdraw', {
    ...roles,
    user: 'userOwner',
    type: 'liquidityRemoved',
  });
  const mints = ['coinMint', 'pcMint'] as const;
  checkPool(raydiumAmmV4, encoder(), 'initialize2', { pool: 'amm', creator: 'userWallet', mints, vaults });
});

test('liquidity is taken out without the accounts of the queue too', { skip }, () => {
  const shorter: IdlEncoder = {
    ...encoder(),
    instruction(name, values) {
      const whole = encoder().instruction(name, values);
      return {
        ...whole,
        accounts: whole.accounts.toSpliced(encoder().accountAt(name, 'poolWithdrawQueue'), 2),
      };
    },
  };
  checkLiquidity(raydiumAmmV4, shorter, 'withdraw', {
    ...roles,
    user: 'userOwner',
    type: 'liquidityRemoved',
  });
});

test('every instruction of its description is known, and another is told as unknown', { skip }, () => {
  for (const { name } of encoder().idl.instructions) {
    const transaction = buildTransaction([encoder().instruction(name)]);
    const [reading] = readAll(raydiumAmmV4, transaction);
    const reason = reading && 'notUnderstood' in reading ? reading.notUnderstood : '';
    assert.doesNotMatch(reason, /unknown/, name);
    checkNeverThrows(raydiumAmmV4, transaction, 30);
  }
  const unknown = buildTransaction([{ program, accounts: [], data: Uint8Array.of(0xee, 1) }]);
  assert.deepEqual(readAll(raydiumAmmV4, unknown), [{ notUnderstood: 'unknown instruction 0xee01' }]);
  const empty = buildTransaction([{ program, accounts: [], data: new Uint8Array() }]);
  assert.deepEqual(readAll(raydiumAmmV4, empty), [{ notUnderstood: 'unknown instruction 0x' }]);
});

test('recorded transactions are read as they were', { skip }, () => {
  const recorded = {
    '01-swap-okxdex-raydiumv4-3DZuPoKR': ['63629071 → 5238716646'],
    '06-swap-jupiterv6-raydiumv4-2NPwsoX7': ['400000000 → 3861519639304'],
    '23-swap-raydiumv4-3aQZsNRU': ['836112233953 → 352936256'],
    '37-swap-raydiumv4-QfFVu1P4': ['10000000 → 4036960523'],
    '54-swap-jupiterv6-phoenix-3Cn7LoFc': ['151150 → 6755485'],
    '56-swap-jupiterv6-raydiumv4-3oweJMyj': ['1000000 → 2483471', '2483471 → 1706275010'],
    '67-liquidity-add-raydiumv4-pXPLUDJP': ['liquidityAdded'],
    '68-pool-create-raydiumv4-4QHnBNA5': ['poolCreated'],
    '70-bundle-swap-raydiumv4-43W2EWit': [
      '4350040 → 135637377613',
      '2090968 → 65181556763',
      '4853100 → 151244487912',
      '1993471 → 62109009099',
      '5096440 → 158742070732',
    ],
  };
  for (const [name, told] of Object.entries(recorded)) {
    assert.deepEqual(readRecorded(raydiumAmmV4, name), told, name);
    checkNeverThrows(raydiumAmmV4, loadRecorded(name), 50);
  }
});
