// Whether trading is stopped, for those who watch: as it is at the start, then with every change.
import type { StopState } from '../../api/trading.ts';
import { type UntilDoneOptions, untilDone } from './until-done.ts';

export type TradingState = {
  /** Somebody stopped or resumed. */
  changed(state: StopState): void;
  stop(): Promise<void>;
};

type Options = Pick<UntilDoneOptions, 'clock' | 'random' | 'log'> & {
  readonly read: (signal: AbortSignal) => Promise<StopState>;
  readonly tell: (state: StopState) => void;
};

/** Reads in the background until storage answers. */
export function followTradingState({ clock, random, log, read, tell }: Options): TradingState {
  const stopping = new AbortController();
  // A change that is told while the first answer is on its way is newer than that.
  let isKnown = false;
  const changed = (state: StopState): void => {
    isKnown = true;
    tell(state);
  };
  const begin = async (): Promise<void> => {
    if (isKnown) return;
    const state = await read(stopping.signal);
    if (!isKnown && !stopping.signal.aborted) changed(state);
  };
  const says = 'whether trading is stopped cannot be read at present';
  const begun = untilDone(begin, { clock, random, log, signal: stopping.signal, says });
  return {
    changed,
    stop() {
      stopping.abort();
      return begun;
    },
  };
}
