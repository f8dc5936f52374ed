import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { buildTransaction, type Call, eventCallOf, transferOf } from '../../test/solana/built-transaction.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import { checkNames, mintA, mintB, readAll, toEncoder, user } from '../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, loadIdl } from '../../test/solana/idl-encoder.ts';
import { jupiterLimitOrder } from './jupiter-limit-order.ts';

const [first, second] = jupiterLimitOrder.programs as readonly [string, string];
const options = { skip: skipsWithoutData };
const described = () => createIdlEncoder(loadIdl('jupiter-limit-order'), { program: first });

/** The second version, whose description is not among the recorded ones. */
const later = toEncoder(second, {
  fill_order: `taker maker order taker_input_mint_account taker_output_mint_account maker_output_mint_account fee_account
    order_input_mint_account input_mint input_token_program output_mint output_token_program`,
  flash_fill_order: `taker maker order input_mint_reserve maker_output_mint_account taker_output_mint_account fee_account
    input_token_program output_mint output_token_program system_program event_authority program`,
  pre_flash_fill_order:
    'taker order input_mint_reserve taker_input_mint_account input_mint input_token_program',
  initialize_order: 'payer maker order',
  cancel_order: 'signer maker order',
  update_fee: 'keeper',
  withdraw_fee: 'admin',
});

const amounts = { remainingInAmount: 1n, remainingOutAmount: 2n, inAmount: 5000n, outAmount: 70n };
const keeper = addressFor('keeper');

type Names = { maker: string; reserve: string; output: string; input?: string; mint?: string };

/** What the order holds lies in the reserve already; the maker gets what is left of 70 after a fee. */
function fill(
  call: (accounts: Record<string, string>) => Call,
  { maker, reserve, output, input, mint }: Names,
  event: Call,
) {
  const made = call({
    [maker]: user,
    ...(input === undefined ? {} : { [input]: mintA }),
    ...(mint === undefined ? {} : { [mint]: mintB }),
  });
  const pay = transferOf({
    mint: mintB,
    from: addressFor('tokens of keeper'),
    to: addressFor(output),
    authority: keeper,
    amount: 69n,
  });
  const tokens = {
    // Where the mint is named, the reserve may be one of SOL, of which balances of tokens say nothing.
    ...(input === undefined
      ? { [addressFor(reserve)]: { mint: mintA, owner: addressFor('order'), amount: 5000n } }
      : {}),
    [addressFor(output)]: { mint: mintB, owner: user, amount: 0n },
  };
  return {
    paid: readAll(jupiterLimitOrder, buildTransaction([{ ...made, calls: [pay, event] }], { tokens }))[0],
    asSol: readAll(jupiterLimitOrder, buildTransaction([{ ...made, calls: [event] }], { tokens }))[0],
  };
}

const swap = (program: string, amount: bigint) => ({
  type: 'swap',
  instruction: 0,
  program,
  pool: addressFor('order'),
  user,
  input: { mint: mintA, amount: 5000n },
  output: { mint: mintB, amount },
});

test('a fill by a keeper is a swap of the maker, in the first version', options, () => {
  const idl = described();
  const event = eventCallOf(first, idl.event('TradeEvent', amounts));
  for (const [name, mint] of [['fill_order'], ['flash_fill_order', 'outputMint']] as const) {
    const call = (accounts: Record<string, string>) => idl.instruction(name, { accounts });
    const names = { maker: 'maker', reserve: 'reserve', output: 'makerOutputAccount' };
    const { paid, asSol } = fill(
      call,
      mint === undefined ? names : { ...names, mint, input: 'inputMint' },
      event,
    );
    assert.deepEqual(paid, [swap(first, 69n)], name);
    assert.deepEqual(asSol, [swap(first, 70n)], name);
  }
});

test('a fill by a keeper is a swap of the maker, in the second version', options, () => {
  const event = eventCallOf(second, described().event('TradeEvent', amounts));
  for (const [name, reserve, input] of [
    ['fill_order', 'order_input_mint_account', 'input_mint'],
    ['flash_fill_order', 'input_mint_reserve'],
  ] as const) {
    const call = (accounts: Record<string, string>) => later.instruction(name, { accounts });
    const names = { maker: 'maker', reserve, output: 'maker_output_mint_account', mint: 'output_mint' };
    const { paid, asSol } = fill(call, input === undefined ? names : { ...names, input }, event);
    assert.deepEqual(paid, [swap(second, 69n)], name);
    assert.deepEqual(asSol, [swap(second, 70n)], name);
  }
});

test('a fill that says nothing is not understood', () => {
  const transaction = buildTransaction([later.instruction('flash_fill_order')]);
  assert.deepEqual(readAll(jupiterLimitOrder, transaction), [
    { notUnderstood: 'the fill does not say what was exchanged' },
  ]);
});

test('no instruction of the interface is unknown', options, () => {
  checkNames(jupiterLimitOrder, described());
  checkNames(jupiterLimitOrder, later, second);
});

test('half an instruction never throws', options, () => {
  checkBroken(jupiterLimitOrder, described());
  checkBroken(jupiterLimitOrder, later, second);
});
