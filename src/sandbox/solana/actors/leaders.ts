// The wallets of the sandbox that are worth following; their addresses are the same under every seed.
import { walletOf } from './wallet.ts';

export type LeaderStyle = 'early' | 'trend' | 'dips' | 'swing' | 'scalp';
export type Leader = {
  readonly label: string;
  /** One sentence, for people. */
  readonly summary: string;
  readonly style: LeaderStyle;
  readonly address: string;
};

const leaders: readonly Omit<Leader, 'address'>[] = [
  { label: 'Early bird', summary: 'Buys good launches in their first slots.', style: 'early' },
  { label: 'Trend rider', summary: 'Buys what begins to be talked about.', style: 'trend' },
  { label: 'Dip buyer', summary: 'Buys settled tokens below their worth.', style: 'dips' },
  { label: 'Swing whale', summary: 'Buys settled tokens in large pieces and waits.', style: 'swing' },
  { label: 'Scalper', summary: 'Is in and out of what is hot within seconds.', style: 'scalp' },
];

export const LEADER_SEED = 'leader';

export const sandboxLeaders: readonly Leader[] = leaders.map((leader) => ({
  ...leader,
  address: walletOf(LEADER_SEED, leader.label).address,
}));
