import { useCallback, useEffect, useRef, useState } from 'react';
import { send } from '../../api/send.ts';
import type { SignalRow } from '../../components/signals/signal-words.ts';
import { live } from '../../live/live-store.ts';
import { toNext } from './collect-pages.ts';
import type { SignalQuery } from './signal-filter.ts';

const PAGE = 200;
/** A history longer than this is for the file. */
const MOST = 5000;

export type SignalPages = {
  readonly rows: readonly SignalRow[] | undefined;
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  /** Fired since the first page was read. */
  readonly newCount: number;
  readonly loadMore: () => void;
  readonly reload: () => void;
};

/** The history page by page, newest first; what becomes of a row that is shown is followed live. */
export function useSignalPages(query: SignalQuery): SignalPages {
  const [rows, setRows] = useState<readonly SignalRow[]>();
  const [error, setError] = useState<unknown>();
  const [isLoading, setLoading] = useState(true);
  const [hasMore, setMore] = useState(false);
  const [newCount, setNewCount] = useState(0);
  const turn = useRef(0);
  const key = JSON.stringify(query);

  const load = useCallback(
    async (after: readonly SignalRow[]): Promise<void> => {
      turn.current += 1;
      const mine = turn.current;
      setLoading(true);
      try {
        const page = await send('GET /api/market/signals', {
          query: {
            ...(JSON.parse(key) as SignalQuery),
            limit: PAGE,
            ...(after.length === 0 ? {} : { beforeMs: toNext(after) }),
          },
        });
        if (mine !== turn.current) return;
        const known = new Set(after.map(({ id }) => id));
        const fresh = page.filter(({ id }) => !known.has(id));
        setRows([...after, ...fresh]);
        setMore(page.length === PAGE && fresh.length > 0 && after.length + fresh.length < MOST);
        setError(undefined);
        if (after.length === 0) setNewCount(0);
      } catch (failure) {
        if (mine === turn.current) setError(failure);
      }
      if (mine === turn.current) setLoading(false);
    },
    [key],
  );

  useEffect(() => {
    void load([]);
    const { sinceMs: _, ...filter } = JSON.parse(key) as SignalQuery;
    return live.listen(
      'signals',
      {
        snapshot: () => {},
        delta: (data) => {
          const row = data as SignalRow;
          setRows((before) => {
            const at = before?.findIndex(({ id }) => id === row.id) ?? -1;
            if (before === undefined || at < 0) return before;
            return before.with(at, row);
          });
          // What became of an older one is no new one.
          if (row.outcome === null || row.outcome.returnsBps.every((value) => value === null))
            setNewCount((count) => count + 1);
        },
        failed: () => {},
      },
      filter,
    );
  }, [key, load]);

  return {
    rows,
    error,
    isLoading,
    hasMore,
    newCount,
    loadMore: () => void load(rows ?? []),
    reload: () => void load([]),
  };
}
