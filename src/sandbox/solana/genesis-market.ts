// The first money and the first pools: real transactions, before the market goes on by itself.
import { address } from '@solana/kit';
import { getTransferInstruction, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { AppError } from '../../core/errors.ts';
import { createSeededRandom } from '../../core/random.ts';
import { SYSTEM } from '../../domain/solana/programs.ts';
import type { Errand, Plan } from './actors/actor.ts';
import { createChainReader } from './actors/chain-reader.ts';
import { makePool, solPool } from './actors/dealing/make-pool.ts';
import { asToken, MADE_DECIMALS, makeToken } from './actors/dealing/make-token.ts';
import { toLamports } from './actors/dealing/sizes.ts';
import { accountOf, openAccount, type TokenKind } from './actors/dealing/token-account.ts';
import { priceOf } from './actors/dealing/trade-token.ts';
import { toDollarAtoms } from './actors/dollars.ts';
import { mintDollars } from './actors/kinds/treasurers.ts';
import type { MarketState } from './actors/market.ts';
import { partOf, type Role, roles } from './actors/roles.ts';
import { createTokenBook, type Token } from './actors/token-book.ts';
import type { Wallet } from './actors/wallet.ts';
import { createPeople, type World } from './actors/world.ts';
import { writeTransaction } from './actors/write-transaction.ts';
import { layGenesis, placesOf } from './genesis.ts';
import { CURVE } from './interfaces/curve.ts';
import { derived, toBytes } from './interfaces/instruction.ts';
import { isLanded } from './node/bank/bank.ts';
import type { SolanaNode } from './node/node.ts';
import { parseTransaction } from './node/wire/wire-transaction.ts';

const SOL_USD = 150;
const DOLLAR_POOL_SOL = 1500;
const UNITS = 400_000;
const FIRST_LAUNCHES = [15, 60, 120];
const SUPPLY = 1_000_000_000_000_000n;
/** Of the supply, to each. */
const HANDED_PARTS = 20n;
const settled = [
  { name: 'Dune', symbol: 'DUNE', sol: 900 },
  { name: 'Harbour', symbol: 'HARB', sol: 600 },
  { name: 'Lighthouse', symbol: 'LITE', sol: 400 },
] as const;

/** What the market begins with. Throws where a transaction of the beginning fails. */
export function beginMarket(node: SolanaNode, seed: string): MarketState {
  layGenesis(node, seed);
  const people = createPeople(seed);
  const places = placesOf(seed);
  const { slot } = node.bank.ledger.head;
  const tokens = createTokenBook();
  let made = 0;
  let sent = 0;
  const world: World = {
    ...{ random: createSeededRandom(0), slot, solUsd: SOL_USD, tokens, places },
    ...{ chain: createChainReader(node.bank), wallet: people.wallet, group: people.group },
    everybody: people.everybody(),
    rent: (bytes) => node.bank.vm.rentExemptLamports(bytes),
    one: (list) => list[0],
    fresh(what) {
      made += 1;
      return people.fresh(`${what} ${made}`);
    },
    position: () => undefined,
    later() {},
  };
  const send = (plan: Plan | undefined) => {
    if (!plan) return;
    sent += 1;
    const { blockhash } = node.bank.ledger.head;
    execute(node, writeTransaction(plan, { blockhash, microLamports: 0n, units: UNITS + sent }));
  };

  for (const role of Object.keys(roles) as Role[])
    for (const wallet of people.group(role)) {
      allot(node, wallet.address, toLamports(roles[role].sol));
      // what a first trade leaves for its maker is less than the rent of the place where it is kept
      if (role === 'launcher')
        allot(node, derived(CURVE, 'creator-vault', toBytes(wallet.address)), world.rent(0));
    }
  allot(node, places.curveFees, toLamports(1));
  for (const role of Object.keys(roles) as Role[])
    for (const wallet of people.group(role)) {
      const { usdc } = partOf(role);
      if (usdc !== undefined) send(mintDollars(world, wallet, usdc));
    }
  for (const plan of makeSettled(world)) send(plan);
  return {
    ...{ seed, step: 0, slot, made, solUsd: SOL_USD, errands: firstLaunches(slot), positions: new Map() },
    tokens: tokens.all(),
  };
}

/** So that whoever looks at a new chain sees launches within a minute. */
function firstLaunches(slot: number): Errand[] {
  return FIRST_LAUNCHES.map((inSlots) => ({
    ...{ actor: 'launchers', task: 'launch', wallet: '', mint: address(SYSTEM) },
    dueSlot: slot + inSlots,
  }));
}

function* makeSettled(world: World): Iterable<Plan | undefined> {
  const [provider] = world.group('liquidity provider');
  if (!provider) return;
  yield makePool(world, provider, world.places.dollars, {
    ...{ sol: toLamports(DOLLAR_POOL_SOL), tokens: toDollarAtoms(DOLLAR_POOL_SOL * SOL_USD) },
  });
  for (const [index, { name, symbol, sol }] of settled.entries()) {
    const owner = world.group('whale')[index % world.group('whale').length] ?? provider;
    const named = { name, symbol, uri: `https://sandbox.invalid/${symbol.toLowerCase()}.json` };
    const { mint, plan } = makeToken(world, owner, { named, supply: SUPPLY });
    yield plan;
    const kind = { mint: mint.address, program: TOKEN_PROGRAM_ADDRESS };
    const pool = solPool(world.places.config, kind);
    yield makePool(world, owner, pool, { sol: toLamports(sol), tokens: SUPPLY / 2n });
    const token: Token = asToken({
      ...{ ...kind, pool, symbol, creator: owner.name, bornSlot: world.slot },
      ...{ decimals: MADE_DECIMALS, isSettled: true },
    });
    const usual = priceOf(world, token);
    if (usual !== undefined) token.worth = { now: usual, usual };
    world.tokens.add(token);
    // who sells what is too dear must have some of it
    for (const trader of world.group('reversion trader')) yield hand(owner, trader, kind);
  }
}

function hand(from: Wallet, { address }: Wallet, token: TokenKind): Plan {
  const amount = SUPPLY / HANDED_PARTS;
  const move = getTransferInstruction({
    ...{ source: accountOf(from.address, token), destination: accountOf(address, token) },
    ...{ authority: from.signer, amount },
  });
  const intent = { does: 'move-token', mint: token.mint, amount, to: address } as const;
  return { wallet: from, instructions: [openAccount(from, address, token), move], intent };
}

/** As the first block of a chain does: money that nobody gave. */
function allot(node: SolanaNode, to: string, lamports: bigint): void {
  const account = { lamports, data: new Uint8Array(0), owner: SYSTEM, isExecutable: false };
  node.setAccount(to, account);
}

/** Not by way of the node: its faults must not reach the beginning. */
function execute(node: SolanaNode, bytes: Uint8Array): void {
  const wire = parseTransaction(bytes);
  const result = 'problem' in wire ? undefined : node.bank.execute(wire);
  if (result && isLanded(result) && result.error === null) return;
  const logs = result && isLanded(result) ? result.logs.join('\n') : JSON.stringify(result?.error ?? wire);
  throw new AppError('BUG', `A first transaction of the sandbox's chain failed: ${logs}`);
}
