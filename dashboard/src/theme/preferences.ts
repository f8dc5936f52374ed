// How this browser shows things: kept in it, never on the server.
import { useSyncExternalStore } from 'react';
import type { Zone } from '../format/time.ts';

export type Preferences = {
  /** Colours of up and down. */
  readonly pair: 'usual' | 'safe' | 'red-up';
  readonly zone: Zone;
  readonly isRailNarrow: boolean;
  readonly density: 'compact' | 'comfortable';
};

const KEY = 'zapflow-preferences';
const usual: Preferences = { pair: 'usual', zone: 'local', isRailNarrow: false, density: 'compact' };

let current = load();
const listeners = new Set<() => void>();
mark();

function load(): Preferences {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) };
  } catch {
    return usual;
  }
}

function mark(): void {
  const { dataset } = document.documentElement;
  dataset['pair'] = current.pair;
  dataset['density'] = current.density;
}

export function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A browser that keeps nothing still shows it until it is closed.
  }
  mark();
  for (const listener of listeners) listener();
}

/** Whether anything is not as it comes; a rail that was folded is nobody's taste. */
export function areChosen({ pair, zone, density }: Preferences): boolean {
  return pair !== usual.pair || zone !== usual.zone || density !== usual.density;
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
