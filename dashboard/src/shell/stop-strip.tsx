import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useNamesFor } from '../api/names.ts';
import { useMay } from '../api/session.ts';
import { tellFailed } from '../components/notify.ts';
import { Time } from '../components/time.tsx';
import { toWho } from '../format/words.ts';
import { useIsLost } from '../live/use-connected.ts';
import { useStop } from '../live/use-stop.ts';
import styles from './strip.module.css';

/** Silence is explained: why nothing new is bought. */
export function StopStrip() {
  const may = useMay('trader');
  const { state, resume, isBusy } = useStop();
  const isLost = useIsLost();
  const names = useNamesFor(state?.by ?? null);
  if (!state?.isStopped) return null;
  return (
    <div className={styles.strip} role="status">
      <IconHandStop size={16} stroke={1.8} aria-hidden />
      <p>
        <strong>New positions are stopped</strong> by {toWho(state.by ?? 'somebody', names)} since{' '}
        <Time atMs={state.changedAtMs} isPlain />
        {state.reason ? `: “${state.reason}”.` : '.'} <span className="dim">Open ones keep their exits.</span>
      </p>
      {may && (
        <Button
          size="compact-xs"
          loading={isBusy}
          disabled={isLost}
          onClick={() =>
            resume().catch((error: unknown) => tellFailed('New positions are still stopped', error))
          }
        >
          Resume
        </Button>
      )}
    </div>
  );
}
