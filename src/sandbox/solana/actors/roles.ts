// Who there is on the chain, how many of them, and what they begin with.

type Part = {
  readonly count: number;
  /** At the start, and again whenever less than a fifth is left. */
  readonly sol: number;
  /** Likewise. */
  readonly usdc?: number;
};

export const roles = {
  leader: { count: 5, sol: 200 },
  launcher: { count: 10, sol: 60 },
  crowd: { count: 24, sol: 40 },
  'trend trader': { count: 8, sol: 80 },
  'momentum trader': { count: 8, sol: 80 },
  'reversion trader': { count: 8, sol: 150 },
  whale: { count: 3, sol: 3000 },
  sniper: { count: 3, sol: 60 },
  copier: { count: 4, sol: 60 },
  rugger: { count: 3, sol: 150 },
  'liquidity provider': { count: 4, sol: 2000, usdc: 300_000 },
  issuer: { count: 4, sol: 150 },
  spammer: { count: 2, sol: 40 },
  payer: { count: 10, sol: 30 },
  'clumsy trader': { count: 3, sol: 30 },
  arbitrageur: { count: 1, sol: 20_000, usdc: 3_000_000 },
  /** Not one who trades: mints dollars, pays wages. */
  treasury: { count: 1, sol: 2_000_000 },
} as const satisfies Readonly<Record<string, Part>>;

export type Role = keyof typeof roles;

export function partOf(role: Role): Part {
  return roles[role];
}
