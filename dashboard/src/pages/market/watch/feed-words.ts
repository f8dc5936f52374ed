import type { InstrumentState } from '../../../api/market.ts';
import type { Tone } from '../../../components/status.tsx';

type State = InstrumentState['state'];

export const feedTones: Readonly<Record<State, Tone>> = {
  starting: 'busy',
  live: 'good',
  syncing: 'warn',
  silent: 'warn',
  disconnected: 'bad',
  replay: 'quiet',
  ended: 'quiet',
};

export const feedWords: Readonly<Record<State, string>> = {
  starting: 'Starting',
  live: 'Live',
  syncing: 'Syncing',
  silent: 'Silent',
  disconnected: 'Disconnected',
  replay: 'Replay',
  ended: 'Ended',
};

export const marketWords: Readonly<Record<InstrumentState['market'], string>> = {
  spot: 'Spot',
  usdm: 'USD-M',
  coinm: 'COIN-M',
};
