import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import styles from './unknown-figure.module.css';

/** A figure that there is none of: a dash, and the reason on pointing or pressing. */
export function UnknownFigure({ name, reason }: { readonly name: string; readonly reason: string }) {
  return (
    <Tooltip label={reason}>
      <UnstyledButton className={styles.unknown} aria-label={`${name}: not known. ${reason}`}>
        — <IconInfoCircle size={12} stroke={1.8} aria-hidden />
      </UnstyledButton>
    </Tooltip>
  );
}
