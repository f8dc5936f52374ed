// Buys a token and sells it again, by simulation, from an account that exists nowhere.
import { TOKEN, WRAPPED_SOL } from '../../../../domain/solana/programs.ts';
import type { TokenFacts } from '../../../../domain/solana/safety.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { readTokenAccount } from '../accounts/read-token-account.ts';
import type { NodeCalls, Simulation } from '../node-calls.ts';
import { tokenAccountOf } from '../program-address.ts';
import { openTokenAccount, syncNative, transferSol } from './instructions.ts';
import type { Route } from './route.ts';
import { type Instruction, toTransaction } from './to-transaction.ts';

const STAKE_LAMPORTS = 50_000_000n;
/** For accounts that a program opens on the way. */
const SPARE_LAMPORTS = 20_000_000n;
const RENT_LAMPORTS = 1_000_000n;
/** What whoever pays for the simulation has to have. */
export const NEEDED_LAMPORTS = STAKE_LAMPORTS + SPARE_LAMPORTS + 30_000_000n;
const WHOLE_BPS = 10_000n;
const MAX_SAYS = 200;

type RoundTrip = NonNullable<TokenFacts['roundTrip']>;

/** First a purchase alone, which tells what comes; then the same with its sale. Null where the node could not try. */
export async function simulateTrip(
  calls: NodeCalls,
  route: Route,
  people: { readonly payer: Address; readonly user: Address },
): Promise<RoundTrip | null> {
  const { payer, user } = people;
  const wrapped = tokenAccountOf(user, WRAPPED_SOL, TOKEN);
  const tokens = tokenAccountOf(user, route.mint, route.tokenProgram);
  const purse = route.paysFrom === 'wallet' ? user : wrapped;
  const before = [
    ...toFunding(route, payer, user, wrapped),
    openTokenAccount(payer, user, route.mint, route.tokenProgram),
  ];
  const simulate = (...trades: Instruction[]) =>
    calls.simulate(toTransaction(payer, [...before, ...trades]), [purse, tokens]);
  const lamportsIn = ({ accounts: [found] }: Simulation) =>
    route.paysFrom === 'wallet' ? (found?.lamports ?? 0n) : (readTokenAccount(found)?.amount ?? 0n);

  const buy = route.buy(user, STAKE_LAMPORTS);
  const bought = await simulate(buy);
  if (bought.error !== null) {
    const failedAt = failedInstruction(bought.error);
    // the token's account is opened last: where that fails, it is the token's doing
    if (failedAt === undefined || failedAt < before.length - 1) return null;
    return { canBuy: false, canSell: false, lostBps: null, says: toReason(bought) };
  }
  const got = readTokenAccount(bought.accounts[1]);
  if (got === undefined || got.amount === 0n)
    return { canBuy: false, canSell: false, lostBps: null, says: 'Nothing comes for what is paid.' };
  const sold = await simulate(buy, route.sell(user, got.amount));
  if (sold.error !== null) {
    if (failedInstruction(sold.error) === undefined) return null;
    return { canBuy: true, canSell: false, lostBps: null, says: toReason(sold) };
  }
  const back = lamportsIn(sold) - lamportsIn(bought);
  const lost = back >= STAKE_LAMPORTS ? 0n : STAKE_LAMPORTS - (back > 0n ? back : 0n);
  const lostBps = Number((lost * WHOLE_BPS + STAKE_LAMPORTS - 1n) / STAKE_LAMPORTS);
  return { canBuy: true, canSell: true, lostBps, says: `Of ${STAKE_LAMPORTS} lamports ${back} came back.` };
}

function toFunding(route: Route, payer: Address, user: Address, wrapped: Address): Instruction[] {
  const begun = route.begun.map((address) => transferSol(payer, address, RENT_LAMPORTS));
  if (route.paysFrom === 'wallet')
    return [transferSol(payer, user, STAKE_LAMPORTS + SPARE_LAMPORTS), ...begun];
  return [
    transferSol(payer, user, SPARE_LAMPORTS),
    ...begun,
    openTokenAccount(payer, user, WRAPPED_SOL, TOKEN),
    transferSol(payer, wrapped, STAKE_LAMPORTS),
    syncNative(wrapped),
  ];
}

/** Undefined where the transaction as a whole was refused, so that nothing is known of the token. */
function failedInstruction(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('InstructionError' in error)) return undefined;
  const told: unknown = error.InstructionError;
  return Array.isArray(told) && typeof told[0] === 'number' ? told[0] : undefined;
}

/** What the program that refused said last. */
function toReason({ error, logs }: Simulation): string {
  const said = logs.findLast((line) => /error|failed/i.test(line) && !/ failed: /.test(line));
  const says = said?.replace(/^Program log: /, '') ?? logs.findLast((line) => / failed: /.test(line));
  return `${(says ?? JSON.stringify(error)).slice(0, MAX_SAYS).replace(/\.$/, '')}.`;
}
