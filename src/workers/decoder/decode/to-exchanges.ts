// The legs of one trader as exchanges of one mint for another: chains and splits joined, what is separate kept apart.
import type { Address } from '../../../domain/solana/transaction.ts';
import { LEFT_WITHIN, type Leg, toEnds } from './leg.ts';

export type Exchange = {
  readonly input: { readonly mint: Address; readonly amount: bigint };
  readonly output: { readonly mint: Address; readonly amount: bigint };
  readonly legs: readonly Leg[];
};

/** Between instructions, which each stand for themselves, a chain passes everything on but one part in so many. */
const LEFT_BETWEEN = 100n;

/**
 * `isPassed` says of what is left over of a mint on the way that the trader did not keep or give it. Nothing comes of legs that end where they began:
 * who buys and sells the same in one transaction (arbitrage, wash trades) has exchanged nothing.
 */
export function toExchanges(
  legs: readonly Leg[],
  isPassed: (mint: Address, left: bigint) => boolean,
): readonly Exchange[] {
  const whole = toOne(legs, LEFT_BETWEEN, isPassed);
  if (whole !== 'several') return whole === undefined ? [] : [whole];
  const parts = [...Map.groupBy(legs, ({ outer }) => outer).values()].flatMap((group) => {
    const one = toOne(group, LEFT_WITHIN, isPassed);
    if (one === 'several') return toChains(group);
    return one === undefined ? [] : [one];
  });
  return toJoined(parts);
}

/** Undefined where nothing was exchanged. */
function toOne(
  legs: readonly Leg[],
  share: bigint,
  isPassed: (mint: Address, left: bigint) => boolean,
): Exchange | undefined | 'several' {
  const inputs = new Set(legs.map(({ input }) => input.mint));
  const outputs = new Set(legs.map(({ output }) => output.mint));
  const isOnTheWay = (mint: Address) => inputs.has(mint) && outputs.has(mint);
  const ends = toEnds(legs, share).filter(([mint, left]) => !isOnTheWay(mint) || !isPassed(mint, left));
  const lost = ends.filter(([, change]) => change < 0n);
  const gained = ends.filter(([, change]) => change > 0n);
  const [input, output] = [lost[0], gained[0]];
  if (input === undefined || output === undefined) return undefined;
  if (ends.length !== 2) return 'several';
  return {
    input: { mint: input[0], amount: -input[1] },
    output: { mint: output[0], amount: output[1] },
    legs,
  };
}

/** A leg goes on where the one before it ended, if it takes about what that gave. */
function toChains(legs: readonly Leg[]): Exchange[] {
  const chains: Exchange[] = [];
  for (const leg of legs) {
    const at = chains.findIndex(
      ({ output, input }) =>
        output.mint === leg.input.mint &&
        input.mint !== leg.output.mint &&
        isAbout(output.amount, leg.input.amount),
    );
    const before = chains[at];
    if (before === undefined) chains.push({ input: leg.input, output: leg.output, legs: [leg] });
    else chains[at] = { input: before.input, output: leg.output, legs: [...before.legs, leg] };
  }
  return chains;
}

function isAbout(given: bigint, taken: bigint): boolean {
  const difference = given > taken ? given - taken : taken - given;
  return difference * LEFT_WITHIN <= given;
}

/** The same for the same is one exchange, in however many parts. */
function toJoined(parts: readonly Exchange[]): readonly Exchange[] {
  const joined = new Map<string, Exchange>();
  for (const part of parts) {
    const key = `${part.input.mint} ${part.output.mint}`;
    const held = joined.get(key);
    joined.set(
      key,
      held === undefined
        ? part
        : {
            input: { mint: part.input.mint, amount: held.input.amount + part.input.amount },
            output: { mint: part.output.mint, amount: held.output.amount + part.output.amount },
            legs: [...held.legs, ...part.legs],
          },
    );
  }
  return [...joined.values()];
}
