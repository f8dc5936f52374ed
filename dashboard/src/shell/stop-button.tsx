import { Button, Popover, Tooltip } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useNamesFor } from '../api/names.ts';
import { useMay } from '../api/session.ts';
import { tellFailed } from '../components/notify.ts';
import { Time } from '../components/time.tsx';
import { toWho } from '../format/words.ts';
import { useIsLost } from '../live/use-connected.ts';
import { useStop } from '../live/use-stop.ts';
import styles from './stop-button.module.css';
import { StopReason } from './stop-reason.tsx';

/** One press stops new positions. What is open keeps its exits; it can be undone, and survives a restart. */
export function StopButton({ isBar = false }: { readonly isBar?: boolean }) {
  const may = useMay('trader');
  const { state, stop, resume, isBusy } = useStop();
  const [isOpen, setOpen] = useState(false);
  const isLost = useIsLost();
  const names = useNamesFor(state?.by ?? null);
  const isStopped = state?.isStopped === true;

  const press = (): void => {
    setOpen(!isStopped || !isOpen);
    if (!isStopped) stop('').catch((error: unknown) => tellFailed('New positions are not stopped', error));
  };
  const undo = (): void => {
    resume().then(
      () => setOpen(false),
      (error: unknown) => tellFailed('New positions are still stopped', error),
    );
  };

  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      width={320}
      position={isBar ? 'top-end' : 'bottom-end'}
      trapFocus
    >
      <Popover.Target>
        <Tooltip
          label={
            may ? 'Stop new positions; open ones keep their exits' : 'Stopping needs the role trader: sign in'
          }
          disabled={isOpen}
        >
          <button
            type="button"
            className={styles.stop}
            data-stopped={isStopped}
            data-bar={isBar}
            aria-pressed={isStopped}
            aria-disabled={!may || isBusy}
            onClick={may && !isBusy ? press : undefined}
            onKeyDown={({ key }) => key === 'Escape' && setOpen(false)}
          >
            <IconHandStop size={isBar ? 20 : 16} stroke={1.9} aria-hidden />
            {isStopped ? 'Stopped' : 'Stop'}
          </button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        {isStopped ? (
          <div className={styles.detail}>
            <p>
              <strong>New positions are stopped.</strong> Open ones keep their exits.
            </p>
            <p className="dim">
              By {toWho(state.by ?? 'somebody', names)} at <Time atMs={state.changedAtMs} isPlain />
              {state.reason ? `: “${state.reason}”` : ''}
            </p>
            {!state.reason && <StopReason give={stop} />}
            <div className={styles.actions}>
              <Button onClick={undo} loading={isBusy} disabled={isLost}>
                Resume
              </Button>
            </div>
          </div>
        ) : (
          <p className="dim">{isBusy ? 'Stopping …' : 'New positions are allowed.'}</p>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
