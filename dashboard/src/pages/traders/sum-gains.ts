import type { QuoteGains } from '../../api/solana.ts';

/** For each quote apart; what is not known of one is not known of all. */
export function sumGains(gains: readonly QuoteGains[]): QuoteGains[] {
  const sums = new Map<string, QuoteGains>();
  for (const each of gains) {
    const before = sums.get(each.quote);
    sums.set(each.quote, before === undefined ? each : add(before, each));
  }
  return [...sums.values()];
}

function add(a: QuoteGains, b: QuoteGains): QuoteGains {
  const sum = (one: string, other: string): string => (BigInt(one) + BigInt(other)).toString();
  return {
    ...a,
    realised: sum(a.realised, b.realised),
    cost: sum(a.cost, b.cost),
    unrealised: a.unrealised === null || b.unrealised === null ? null : sum(a.unrealised, b.unrealised),
    says: a.says ?? b.says,
  };
}
