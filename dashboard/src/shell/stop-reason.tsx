import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { tellFailed } from '../components/notify.ts';
import styles from './stop-button.module.css';

/** After the press, so that nobody looks for words while it counts. Whoever comes later reads why. */
export function StopReason({ give }: { readonly give: (reason: string) => Promise<unknown> }) {
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    setBusy(true);
    give(reason.trim())
      .catch((error: unknown) => tellFailed('The reason was not kept', error))
      .finally(() => setBusy(false));
  };
  return (
    <form className={styles.reason} onSubmit={save}>
      <TextInput
        label="Why? For those who come later"
        placeholder="The price feed looks wrong"
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" disabled={reason.trim() === ''} loading={isBusy}>
        Add
      </Button>
    </form>
  );
}
