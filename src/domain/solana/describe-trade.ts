// What a transaction did, in a sentence for people: who reads it knows the wallet already. Pure; never throws.
import type { ChainEvent, TokenAmount } from './chain-event.ts';
import type { DecodedTransaction, Trade } from './decoded.ts';
import { describeFailure } from './describe-failure.ts';
import { WRAPPED_SOL } from './programs.ts';
import { shortMint, toShownName, toTokenName } from './shown-name.ts';
import { decimalsOf, toShownAmount } from './token-amount.ts';

/** Text, or a name behind which there is more: its address is whole. */
export type Said = {
  readonly text: string;
  readonly mint?: string;
  readonly address?: string;
};

export type Deed = 'buy' | 'sell' | 'swap' | 'launch' | 'liquidity' | 'move' | 'failed' | 'other';

export type Description = { readonly deed: Deed; readonly says: readonly Said[] };

export type Names = {
  symbolOf(mint: string): string | null;
  decimalsOf(mint: string): number | null;
  /** Of a platform, as people call it; null for a program that none claims. */
  titleOf(program: string): string | null;
  isRouter(program: string): boolean;
};

/** Of what concerns `wallet`; of anybody where it is null. */
export function describeTrade(decoded: DecodedTransaction, wallet: string | null, names: Names): Description {
  const { status, error, trades, events } = decoded;
  if (status === 'failed')
    return { deed: 'failed', says: [{ text: `failed: ${describeFailure(error)}; only the fee was paid` }] };
  const say = createSay(decoded, names);
  const own = trades.filter(({ trader }) => wallet === null || trader === wallet);
  const [trade, ...others] = own;
  if (trade !== undefined)
    return {
      deed: trade.side,
      says: [
        ...tradeSays(trade, decoded, say),
        ...(others.length === 0 ? [] : [{ text: `, and ${others.length} more` }]),
      ],
    };
  return describeEvents(events, wallet, say) ?? describeChanges(decoded, wallet, say);
}

type Say = {
  amount(amount: TokenAmount): Said[];
  address(address: string): Said;
  on(program: string): Said[];
  readonly names: Names;
};

function createSay({ decimals }: DecodedTransaction, names: Names): Say {
  return {
    names,
    amount({ mint, amount }) {
      const places = decimalsOf(mint, decimals) ?? names.decimalsOf(mint);
      const size = places === null ? `${amount} base units of` : toShownAmount(amount, places);
      return [{ text: `${size} ` }, { text: toTokenName(mint, names.symbolOf(mint)), mint }];
    },
    address: (address) => ({ text: shortMint(address), address }),
    on(program) {
      const title = names.titleOf(program);
      return title === null
        ? [{ text: ' on a program nobody here knows, ' }, { text: shortMint(program), address: program }]
        : [{ text: ` on ${title}` }];
    },
  };
}

function tradeSays({ side, input, output, hops }: Trade, { events }: DecodedTransaction, say: Say): Said[] {
  const [given, got] = [say.amount(input), say.amount(output)];
  const [first, second] = side === 'buy' ? [got, given] : [given, got];
  const deed = { buy: 'bought', sell: 'sold', swap: 'swapped' }[side];
  const programs = [...new Set(hops.map(({ program }) => program))];
  const venues = programs.filter((program) => !say.names.isRouter(program));
  const routers = new Set(
    [...programs, ...events.filter(({ type }) => type === 'routedSwap').map(({ program }) => program)].filter(
      (program) => say.names.isRouter(program),
    ),
  );
  const [venue] = venues;
  const through = [...routers].map((program) => say.names.titleOf(program)).filter((title) => title !== null);
  return [
    { text: `${deed} ` },
    ...first,
    { text: ' for ' },
    ...second,
    ...(venue === undefined ? [] : say.on(venue)),
    ...(venues.length > 1 ? [{ text: ` and ${venues.length - 1} more` }] : []),
    ...(through.length > 0 ? [{ text: ` through ${through.join(' and ')}` }] : []),
  ];
}

/** The most telling of them. */
function describeEvents(
  events: readonly ChainEvent[],
  wallet: string | null,
  say: Say,
): Description | undefined {
  const concerns = (address: string) => wallet === null || address === wallet;
  for (const kind of order)
    for (const event of events) {
      if (event.type !== kind) continue;
      const found = describeEvent(event, concerns, wallet, say);
      if (found !== undefined) return found;
    }
  return undefined;
}

const order: readonly ChainEvent['type'][] = [
  'tokenLaunched',
  'poolCreated',
  'liquidityRemoved',
  'liquidityAdded',
  'migrated',
  'tokenMoved',
  'solMoved',
  'tokenBurned',
  'tokenMinted',
  'authorityChanged',
  'accountFrozen',
];

function describeEvent(
  event: ChainEvent,
  concerns: (address: string) => boolean,
  wallet: string | null,
  say: Say,
): Description | undefined {
  const listed = (amounts: readonly TokenAmount[]): Said[] =>
    amounts.flatMap((amount, i) => [...(i === 0 ? [] : [{ text: ' and ' }]), ...say.amount(amount)]);
  const moved = (from: string, to: string, amount: TokenAmount): Description | undefined => {
    if (concerns(from))
      return {
        deed: 'move',
        says: [{ text: 'moved ' }, ...say.amount(amount), { text: ' to ' }, say.address(to)],
      };
    if (concerns(to))
      return {
        deed: 'move',
        says: [{ text: 'received ' }, ...say.amount(amount), { text: ' from ' }, say.address(from)],
      };
    return undefined;
  };
  /** Named where it was somebody else than the wallet that is told of. */
  const by = (owner: string): Said[] =>
    wallet === null || concerns(owner) ? [] : [{ text: ', by ' }, say.address(owner)];
  switch (event.type) {
    case 'tokenLaunched': {
      const name = toShownName(event.name, 40);
      const called = { text: toTokenName(event.mint, event.symbol), mint: event.mint };
      return {
        deed: 'launch',
        says: [
          { text: 'launched ' },
          called,
          { text: name === '' ? '' : ` “${name}”` },
          ...say.on(event.program),
          ...by(event.creator),
        ],
      };
    }
    case 'poolCreated':
      return {
        deed: 'launch',
        says: [
          { text: 'opened a pool of ' },
          ...listed(event.amounts),
          ...say.on(event.program),
          ...by(event.creator),
        ],
      };
    case 'liquidityAdded':
      return {
        deed: 'liquidity',
        says: [
          { text: 'added liquidity: ' },
          ...listed(event.amounts),
          ...say.on(event.program),
          ...by(event.user),
        ],
      };
    case 'liquidityRemoved':
      return {
        deed: 'liquidity',
        says: [
          { text: 'took liquidity out: ' },
          ...listed(event.amounts),
          ...say.on(event.program),
          ...by(event.user),
        ],
      };
    case 'migrated':
      return {
        deed: 'launch',
        says: [
          { text: 'moved the liquidity of ' },
          { text: toTokenName(event.mint, say.names.symbolOf(event.mint)), mint: event.mint },
          { text: ' to its pool' },
        ],
      };
    case 'tokenMoved':
      return moved(event.from, event.to, event);
    case 'solMoved':
      return moved(event.from, event.to, { mint: WRAPPED_SOL, amount: event.lamports });
    case 'tokenBurned':
      return concerns(event.from)
        ? { deed: 'other', says: [{ text: 'burned ' }, ...say.amount(event)] }
        : undefined;
    case 'tokenMinted':
      return {
        deed: 'other',
        says: [{ text: 'minted ' }, ...say.amount(event), { text: ' to ' }, say.address(event.to)],
      };
    case 'authorityChanged':
      return {
        deed: 'other',
        says: [
          {
            text: `${event.to === null ? 'gave up' : 'handed over'} the ${toShownName(event.kind)} authority of `,
          },
          say.address(event.account),
          ...(event.to === null ? [] : [{ text: ' to ' }, say.address(event.to)]),
        ],
      };
    case 'accountFrozen':
      return {
        deed: 'other',
        says: [
          { text: `${event.isFrozen ? 'froze' : 'thawed'} an account of ` },
          { text: toTokenName(event.mint, say.names.symbolOf(event.mint)), mint: event.mint },
        ],
      };
    case 'swap':
    case 'routedSwap':
      return undefined;
  }
}

/** Nothing is known but what the wallet is left with. */
function describeChanges(
  { changes, notUnderstood }: DecodedTransaction,
  wallet: string | null,
  say: Say,
): Description {
  const change = changes.find((each) => wallet === null || each.wallet === wallet);
  const lamports =
    change === undefined
      ? 0n
      : change.lamports + change.feeLamports + change.rentLamports + change.tipLamports;
  const left = (change?.tokens ?? []).concat(
    lamports === 0n ? [] : [{ mint: WRAPPED_SOL, amount: lamports }],
  );
  const why = notUnderstood.length === 0 ? '' : ', by a program that nobody here can read';
  if (left.length === 0) return { deed: 'other', says: [{ text: `moved nothing${why}` }] };
  const signed = left
    .slice(0, 3)
    .flatMap(({ mint, amount }, i) => [
      { text: `${i === 0 ? '' : ' and '}${amount < 0n ? 'gave ' : 'got '}` },
      ...say.amount({ mint, amount: amount < 0n ? -amount : amount }),
    ]);
  return { deed: 'other', says: [...signed, { text: why }] };
}

/** The sentence as one line of plain text. */
export function toPlainText(says: readonly Said[]): string {
  return says.map(({ text }) => text).join('');
}
