import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../test/recorded-data.ts';
import { buildTransaction, type Call, eventCallOf, transferOf } from '../../test/solana/built-transaction.ts';
import { checkBroken } from '../../test/solana/check-never-throws.ts';
import { checkNames, mintA, mintB, readAll, toEncoder, user } from '../../test/solana/check-platform.ts';
import { addressFor, createIdlEncoder, hashTag, loadIdl } from '../../test/solana/idl-encoder.ts';
import { readRecorded } from '../../test/solana/recorded-swaps.ts';
import { jupiterV6 } from './jupiter-v6.ts';

const program = jupiterV6.programs[0] as string;
const options = { skip: skipsWithoutData };
const described = () => createIdlEncoder(loadIdl('jupiter-v6'));
const mintC = addressFor('mint C');

/** Routes of the second kind and their event, which came after the recorded description. */
const routeV2 = `user_transfer_authority user_source_token_account user_destination_token_account source_mint
  destination_mint source_token_program destination_token_program destination_token_account event_authority program`;
const sharedV2 = `program_authority user_transfer_authority source_token_account program_source_token_account
  program_destination_token_account destination_token_account source_mint destination_mint source_token_program
  destination_token_program event_authority program`;
const later = toEncoder(program, {
  route_v2: routeV2,
  exact_out_route_v2: routeV2,
  shared_accounts_route_v2: sharedV2,
  shared_accounts_exact_out_route_v2: sharedV2,
  close_wsol_token_account: 'user',
  withdraw_token_account_excess_lamports: 'account',
});
const listed = createIdlEncoder({
  instructions: [],
  events: [
    {
      name: 'SwapsEvent',
      fields: [{ name: 'swap_events', type: { vec: { defined: { name: 'SwapEventV2' } } } }],
    },
  ],
  types: [
    {
      name: 'SwapEventV2',
      type: {
        kind: 'struct',
        fields: [
          { name: 'input_mint', type: 'pubkey' },
          { name: 'input_amount', type: 'u64' },
          { name: 'output_mint', type: 'pubkey' },
          { name: 'output_amount', type: 'u64' },
        ],
      },
    },
  ],
});

const swap = (instruction: number, through: string | null, input: object, output: object) => ({
  type: 'routedSwap',
  instruction,
  program,
  through,
  input,
  output,
});
const [a, b, c] = [
  { mint: mintA, amount: 1000n },
  { mint: mintB, amount: 20n },
  { mint: mintC, amount: 3n },
];
const [amm, dark] = [addressFor('amm'), addressFor('a program that nobody can read')];

/** A program that takes one token and gives another. */
function exchange(by: string, input: typeof a, output: typeof a): Call {
  const accounts = [addressFor('from'), addressFor('to')] as const;
  const move = ({ mint, amount }: typeof a) =>
    transferOf({ mint, from: accounts[0], to: accounts[1], authority: user, amount });
  return { program: by, accounts, data: Uint8Array.of(1), calls: [move(input), move(output)] };
}

test('each swap that a route tells is told on, with its program', options, () => {
  const idl = described();
  const event = idl.event('SwapEvent', {
    amm,
    input_mint: mintA,
    input_amount: 1000n,
    output_mint: mintB,
    output_amount: 20n,
  });
  const fee = idl.event('FeeEvent', { account: user, mint: mintB, amount: 1n });
  const routes = idl.idl.instructions.filter(({ name }) => name.includes('route'));
  assert.equal(routes.length, 6);
  for (const { name } of routes) {
    const calls = [exchange(amm, a, b), eventCallOf(program, event), eventCallOf(program, fee)];
    const transaction = buildTransaction([{ ...idl.instruction(name), calls }]);
    const [route, ...events] = readAll(jupiterV6, transaction);
    assert.deepEqual(route, [swap(0, amm, a, b)], name);
    assert.deepEqual(events, [[], []]);
  }
});

test('swaps listed in one event are told on, with the programs that moved their tokens', () => {
  const event = listed.event('SwapsEvent', {
    swap_events: [
      { input_mint: mintA, input_amount: 1000n, output_mint: mintB, output_amount: 20n },
      { input_mint: mintB, input_amount: 20n, output_mint: mintC, output_amount: 3n },
      { input_mint: mintC, input_amount: 3n, output_mint: mintA, output_amount: 1000n },
    ],
  });
  assert.deepEqual(event.subarray(0, 8), Buffer.from('982f4eebc0606e6a', 'hex'));
  for (const name of ['route_v2', 'shared_accounts_route_v2', 'exact_out_route_v2']) {
    const calls = [
      transferOf({ ...a, from: addressFor('own'), to: addressFor('program'), authority: user }),
      exchange(amm, a, b),
      exchange(dark, b, c),
      eventCallOf(program, event),
    ];
    const routed = { program: addressFor('outer'), accounts: [], data: Uint8Array.of(1) };
    const transaction = buildTransaction([{ ...routed, calls: [{ ...later.instruction(name), calls }] }]);
    assert.deepEqual(readAll(jupiterV6, transaction)[0], [
      swap(1, amm, a, b),
      swap(1, dark, b, c),
      swap(1, null, c, a),
    ]);
  }
});

test('two swaps of the same tokens are told with the two programs, not with what those called', () => {
  const entry = { input_mint: mintA, input_amount: 1000n, output_mint: mintB, output_amount: 20n };
  const event = listed.event('SwapsEvent', { swap_events: [entry, entry] });
  const within = {
    program: amm,
    accounts: [],
    data: Uint8Array.of(1),
    calls: [exchange(addressFor('vault'), a, b)],
  };
  const calls = [within, exchange(dark, a, b), eventCallOf(program, event)];
  const [route] = readAll(jupiterV6, buildTransaction([{ ...later.instruction('route_v2'), calls }]));
  assert.deepEqual(route, [swap(0, amm, a, b), swap(0, dark, a, b)]);
});

test('a route of a new name is read by its events, and not understood without any', options, () => {
  const fields = { amm, input_mint: mintA, input_amount: 1000n, output_mint: mintB, output_amount: 20n };
  const data = Uint8Array.from(hashTag('global:route_v9'));
  const route = { program, accounts: [user], data };
  const calls = [eventCallOf(program, described().event('SwapEvent', fields))];
  assert.deepEqual(readAll(jupiterV6, buildTransaction([{ ...route, calls }]))[0], [swap(0, amm, a, b)]);
  assert.deepEqual(readAll(jupiterV6, buildTransaction([route])), [
    { notUnderstood: `unknown instruction 0x${Buffer.from(data).toString('hex')}` },
  ]);
});

test('events that end early are left out', options, () => {
  const whole = described().event('SwapEvent', { amm });
  const list = listed.event('SwapsEvent', { swap_events: [{ input_mint: mintA }, { input_mint: mintB }] });
  for (const bytes of [whole.subarray(0, 60), list.subarray(0, 12), list.subarray(0, 40)]) {
    const calls = [eventCallOf(program, bytes)];
    const [route] = readAll(jupiterV6, buildTransaction([{ ...later.instruction('route_v2'), calls }]));
    assert.deepEqual(route, []);
  }
});

test('no instruction of the interface is unknown', options, () => {
  checkNames(jupiterV6, described());
  checkNames(jupiterV6, later);
});

test('recorded routes tell their swaps', options, () => {
  assert.deepEqual(readRecorded(jupiterV6, '06-swap-jupiterv6-raydiumv4-2NPwsoX7'), [
    '400000000 → 3861519639304',
  ]);
  assert.deepEqual(readRecorded(jupiterV6, '53-swap-jupiterv6-lifinityv2-2ZiXFzYV'), [
    '100000 → 5992',
    '5992 → 14509',
    '14509 → 39649',
  ]);
  assert.deepEqual(readRecorded(jupiterV6, '08-swap-jupiterv6-meteoradlmm-51SfoFAg'), [
    '20000000 → 188382438',
    '80000000 → 126665141',
    '126665141 → 580838181',
    '580838181 → 756562732',
  ]);
});

test('half an instruction never throws', options, () => {
  checkBroken(jupiterV6, described());
  checkBroken(jupiterV6, later);
});
