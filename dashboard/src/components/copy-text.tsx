import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import styles from './copy-text.module.css';

type CopyTextProps = {
  readonly text: string;
  /** What is shown of it; all of it is copied. */
  readonly shown?: string;
  readonly label?: string;
  /** The text is too long to be read out. */
  readonly isNamedByLabel?: boolean;
};

/** Mono text that copies itself when pressed. */
export function CopyText({ text, shown = text, label = 'Copy', isNamedByLabel = false }: CopyTextProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = (): void => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Tooltip label={isCopied ? 'Copied' : label}>
      <UnstyledButton
        className={styles.copy}
        onClick={copy}
        aria-label={isNamedByLabel ? label : `${label}: ${text}`}
      >
        {shown !== '' && <span>{shown}</span>}
        {isCopied ? <IconCheck size={12} /> : <IconCopy size={12} />}
      </UnstyledButton>
    </Tooltip>
  );
}
