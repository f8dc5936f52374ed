import { useConnection } from './use-live.ts';
import { useNow } from './use-now.ts';

/** A gap this short is no news. */
const NEWS_AFTER_MS = 2000;

/** Whether the connection is lost for so long that a person must know. Where money moves, nothing but Stop works then. */
export function useIsLost(): boolean {
  const { lostAtMs } = useConnection();
  const nowMs = useNow();
  return lostAtMs !== null && nowMs - lostAtMs > NEWS_AFTER_MS;
}
