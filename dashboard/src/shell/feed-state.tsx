import { Tooltip } from '@mantine/core';
import { formatAge } from '../format/time.ts';
import { useIsLost } from '../live/use-connected.ts';
import { useConnection, useSlice } from '../live/use-live.ts';
import { useNow } from '../live/use-now.ts';
import styles from './feed-state.module.css';

/** How fresh what is shown is. */
export function FeedState() {
  const { phase } = useConnection();
  const isLost = useIsLost();
  const atMs = useSlice('system', (state) => state.atMs);
  const nowMs = useNow();
  const age = atMs === null ? undefined : formatAge(nowMs - atMs);
  const word = isLost ? 'Lost' : phase === 'open' ? 'Connected' : 'Connecting';
  const tone = isLost ? 'bad' : phase === 'open' ? 'good' : 'quiet';
  return (
    <Tooltip
      label={`Connection to the program: ${word.toLowerCase()}${age === undefined ? '' : `, data of ${age} ago`}. Price feeds appear here once there are any.`}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation is for the keyboard as well */}
      <span className={styles.feed} data-tone={tone} tabIndex={0}>
        <span className={styles.dot} aria-hidden />
        <span className={styles.word}>{word}</span>
        {age !== undefined && <span className={styles.age}>{age}</span>}
      </span>
    </Tooltip>
  );
}
