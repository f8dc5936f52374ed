import { useEffect, useState } from 'react';
import type { TokenRow } from '../../api/solana.ts';
import { live } from '../../live/live-store.ts';

/** What comes within is shown at once. */
const GATHER_MS = 250;
const MOST = 300;

/** Tokens as they are launched or told anew since the page is open, by mint. */
export function useLaunches(): ReadonlyMap<string, TokenRow> {
  const [told, setTold] = useState<ReadonlyMap<string, TokenRow>>(new Map());
  useEffect(() => {
    let waiting: TokenRow[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = live.listen('launches', {
      snapshot: (data) => setTold(new Map((data as TokenRow[]).map((row) => [row.mint, row]))),
      delta: (data) => {
        waiting.push(data as TokenRow);
        timer ??= setTimeout(() => {
          const fresh = waiting;
          waiting = [];
          timer = undefined;
          setTold(
            (before) => new Map([...before, ...fresh.map((row) => [row.mint, row] as const)].slice(-MOST)),
          );
        }, GATHER_MS);
      },
      failed: () => {},
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, []);
  return told;
}
