import { Button } from '@mantine/core';
import { IconPlugOff } from '@tabler/icons-react';
import { formatAge } from '../format/time.ts';
import { live } from '../live/live-store.ts';
import { useIsLost } from '../live/use-connected.ts';
import { useConnection, useSlice } from '../live/use-live.ts';
import { useNow } from '../live/use-now.ts';
import styles from './strip.module.css';

/** Over the page while nothing new arrives: since when, how old the figures are, when it is tried again. */
export function ConnectionStrip() {
  const { retryAtMs, phase, lostAtMs } = useConnection();
  const atMs = useSlice('system', (state) => state.atMs);
  const nowMs = useNow();
  const isLost = useIsLost();
  if (!isLost) return null;
  const waitS = retryAtMs === null ? 0 : Math.max(0, Math.ceil((retryAtMs - nowMs) / 1000));
  const isSilent = phase === 'open';
  const silent = `No data since ${formatAge(nowMs - (lostAtMs ?? nowMs))}: the program does not answer.`;
  const next = phase === 'waiting' && waitS > 0 ? `Trying again in ${waitS} s.` : 'Trying again now …';
  const age = atMs === null ? 'No figures have come yet.' : `Figures are ${formatAge(nowMs - atMs)} old.`;
  return (
    <div className={styles.strip} data-tone="warn" role="status">
      <IconPlugOff size={16} stroke={1.8} aria-hidden />
      <p>
        <strong>Connection lost.</strong> {isSilent ? silent : `${age} ${next}`}
      </p>
      <Button size="compact-xs" onClick={live.retry}>
        Try now
      </Button>
    </div>
  );
}
