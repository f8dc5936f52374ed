// A decoded transaction in sentences for the terminal.
import type { ChainEvent, TokenAmount } from '../../domain/solana/chain-event.ts';
import type { DecodedTransaction, Trade, WalletChange } from '../../domain/solana/decoded.ts';
import { USDC, USDT, WRAPPED_SOL } from '../../domain/solana/programs.ts';
import { toShownName } from '../../domain/solana/shown-name.ts';
import type { ChainTransaction } from '../../domain/solana/transaction.ts';
import { platforms } from '../../platforms/index.ts';

const symbols: Readonly<Record<string, string>> = { [WRAPPED_SOL]: 'SOL', [USDC]: 'USDC', [USDT]: 'USDT' };
const SOL_DECIMALS = 9;

export function toPlainWords(decoded: DecodedTransaction, transaction: ChainTransaction): string {
  const { signature, slot, blockTimeMs, status, error, trades, events, changes, notUnderstood } = decoded;
  const say = createAmounts(transaction);
  const when = blockTimeMs === null ? '' : `, ${new Date(blockTimeMs).toISOString()}`;
  const others = events.filter(({ type }) => type !== 'swap' && type !== 'routedSwap');
  const lines = [
    signature,
    `  slot ${slot}${when}, ${status === 'success' ? 'succeeded' : `failed: ${error}`}`,
    ...trades.flatMap((trade) => toTradeLines(trade, say)),
    ...(trades.length === 0 && status === 'success' ? ['  no trade'] : []),
    ...others.slice(0, MAX_EVENTS).map((event) => `  ${toEventLine(event, say)}`),
    ...(others.length > MAX_EVENTS ? [`  … and ${others.length - MAX_EVENTS} more`] : []),
    ...changes.map((change) => `  ${toChangeLine(change, say)}`),
    ...notUnderstood.map(
      ({ program, instruction, reason }) =>
        `  not understood: ${program === '' ? 'the transaction' : nameOf(program)}${instruction === null ? '' : ` (instruction ${instruction})`}: ${reason}`,
    ),
  ];
  return `${lines.join('\n')}\n\n`;
}

const MAX_EVENTS = 20;

type Say = (amount: TokenAmount) => string;

function createAmounts({ preTokens, postTokens }: ChainTransaction): Say {
  const decimals = new Map([...preTokens, ...postTokens].map(({ mint, decimals }) => [mint, decimals]));
  decimals.set(WRAPPED_SOL, SOL_DECIMALS);
  return ({ mint, amount }) => {
    const places = decimals.get(mint);
    const name = symbols[mint] ?? mint;
    return places === undefined ? `${amount} base units of ${name}` : `${toDecimal(amount, places)} ${name}`;
  };
}

function toDecimal(amount: bigint, decimals: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}

function toTradeLines({ trader, side, input, output, hops }: Trade, say: Say): string[] {
  const deed = {
    buy: `buys ${say(output)} for ${say(input)}`,
    sell: `sells ${say(input)} for ${say(output)}`,
    swap: `swaps ${say(input)} for ${say(output)}`,
  }[side];
  return [
    `  ${trader} ${deed}`,
    ...hops.map(
      ({ program, pool, input, output }) =>
        `    ${nameOf(program)}${pool === null ? '' : `, pool ${pool}`}: ${say(input)} → ${say(output)}`,
    ),
  ];
}

function toEventLine(event: ChainEvent, say: Say): string {
  const where = 'pool' in event ? ` (${nameOf(event.program)}, pool ${event.pool})` : '';
  switch (event.type) {
    case 'tokenLaunched':
      return `${event.creator} launches ${toShownName(event.name)} (${toShownName(event.symbol)}), ${event.mint}${where}`;
    case 'poolCreated':
      return `${event.creator} opens a pool of ${event.amounts.map(say).join(' and ')}${where}`;
    case 'liquidityAdded':
      return `${event.user} adds liquidity: ${event.amounts.map(say).join(' and ')}${where}`;
    case 'liquidityRemoved':
      return `${event.user} takes liquidity out: ${event.amounts.map(say).join(' and ')}${where}`;
    case 'migrated':
      return `${event.mint} migrates${event.to === null ? '' : ` to ${event.to}`}${where}`;
    case 'solMoved':
      return `${event.from} sends ${say({ mint: WRAPPED_SOL, amount: event.lamports })} to ${event.to}`;
    case 'tokenMoved':
      return `${event.from} sends ${say(event)} to ${event.to}`;
    case 'tokenMinted':
      return `${say(event)} minted to ${event.to}`;
    case 'tokenBurned':
      return `${event.from} burns ${say(event)}`;
    case 'authorityChanged':
      return `authority ${event.kind} of ${event.account} goes to ${event.to ?? 'nobody'}`;
    case 'accountFrozen':
      return `token account ${event.account} of ${event.mint} is ${event.isFrozen ? 'frozen' : 'thawed'}`;
    case 'swap':
    case 'routedSwap':
      return `${say(event.input)} → ${say(event.output)}`;
  }
}

function toChangeLine(
  { wallet, lamports, tokens, feeLamports, tipLamports, rentLamports }: WalletChange,
  say: Say,
): string {
  const sol = (amount: bigint) => say({ mint: WRAPPED_SOL, amount });
  const costs = [
    ...(feeLamports === 0n ? [] : [`fee ${sol(feeLamports)}`]),
    ...(tipLamports === 0n ? [] : [`tip ${sol(tipLamports)}`]),
    ...(rentLamports === 0n ? [] : [`rent ${sol(rentLamports)}`]),
  ];
  const changed = [sol(lamports), ...tokens.map(say)].join(', ');
  return `balance of ${wallet}: ${changed}${costs.length === 0 ? '' : ` (in it: ${costs.join(', ')})`}`;
}

const titles = new Map(
  platforms.flatMap(({ programs, title }) => programs.map((program) => [program, title])),
);

function nameOf(program: string): string {
  return titles.get(program) ?? `program ${program}`;
}
