import { useCallback, useEffect, useRef, useState } from 'react';
import { send } from '../../api/send.ts';
import type { ActivityRow } from '../../api/solana.ts';
import { live } from '../../live/live-store.ts';
import { mergeActivity } from './merge-activity.ts';

const PAGE = 50;
/** As many rows a list may have before its end is for the file. */
const MOST = 1000;
/** What comes within is shown at once. */
const GATHER_MS = 250;

export type Activity = {
  /** Newest first; undefined before the first answer. */
  readonly rows: readonly ActivityRow[] | undefined;
  readonly problem: string | undefined;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly loadMore: () => void;
};

/** What followed wallets do, live, and older pages on demand; each entry once. */
export function useActivity(wallet: string | undefined): Activity {
  const [rows, setRows] = useState<readonly ActivityRow[]>();
  const [problem, setProblem] = useState<string>();
  const [hasMore, setMore] = useState(true);
  const [isLoading, setLoading] = useState(false);
  const waiting = useRef<ActivityRow[]>([]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    setRows(undefined);
    setMore(true);
    const flush = (): void => {
      timer = undefined;
      const fresh = waiting.current;
      waiting.current = [];
      setRows((before) => mergeActivity(before ?? [], fresh, MOST));
    };
    const end = live.listen(
      'walletActivity',
      {
        snapshot: (data) => {
          setProblem(undefined);
          setRows((before) => mergeActivity(before ?? [], data as ActivityRow[], MOST));
        },
        delta: (data) => {
          waiting.current.push(data as ActivityRow);
          timer ??= setTimeout(flush, GATHER_MS);
        },
        failed: (_, message) => setProblem(message),
      },
      wallet === undefined ? undefined : { wallet },
    );
    return () => {
      clearTimeout(timer);
      waiting.current = [];
      end();
    };
  }, [wallet]);

  const last = rows?.at(-1)?.seq;
  const loadMore = useCallback((): void => {
    setLoading(true);
    send('GET /api/solana/activity', {
      query: {
        limit: PAGE,
        ...(last === undefined ? {} : { beforeSeq: last }),
        ...(wallet === undefined ? {} : { wallet }),
      },
    })
      .then(
        ({ activity, hasMore: isMore }) => {
          setRows((before) => mergeActivity(before ?? [], activity, MOST));
          setMore(isMore);
        },
        (error: Error) => setProblem(error.message),
      )
      .finally(() => setLoading(false));
  }, [last, wallet]);

  return { rows, problem, hasMore: hasMore && (rows?.length ?? 0) < MOST, isLoading, loadMore };
}
