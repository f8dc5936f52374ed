import { Tooltip } from '@mantine/core';
import type { Mode } from '../api/routes.ts';
import styles from './mode-badge.module.css';

const meanings: Readonly<Record<Mode, string>> = {
  sandbox: 'Everything outside is simulated on this machine. No real price, no real money.',
  paper: 'Real prices, invented money: orders are filled on paper.',
  live: 'Real prices and real money.',
};

/** The mode is chosen in the configuration, never here. */
export function ModeBadge({ mode }: { readonly mode: Mode }) {
  return (
    <Tooltip label={`${meanings[mode]} To change it, set “mode” in zapflow.yaml and start again.`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation is for the keyboard as well */}
      <span className={styles.badge} data-mode={mode} tabIndex={0}>
        {mode}
      </span>
    </Tooltip>
  );
}
