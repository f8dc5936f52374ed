import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toRequestFailure, toShownMessage } from '../../api/failure.ts';
import { useDeed } from '../../api/queries.ts';
import { tellDone } from '../../components/notify.ts';
import styles from './settings.module.css';
import type { Webhook } from './webhooks-tab.tsx';

type WebhookFormProps = {
  /** Left out: a new one. */
  readonly webhook: Webhook | undefined;
  readonly close: () => void;
  /** With the secret of a new one. */
  readonly done: (secret: string | undefined) => void;
};

const topicChoices = [
  { value: 'alerts', label: 'Alerts of the system' },
  { value: 'trading', label: 'Stops and resumes' },
  { value: 'signals', label: 'Signals' },
  { value: 'anomalies', label: 'Anomalies of markets' },
] as const;

export function WebhookForm({ webhook, close, done }: WebhookFormProps) {
  const making = useDeed('POST /api/webhooks', ['GET /api/webhooks']);
  const changing = useDeed('PATCH /api/webhooks/{webhook}', ['GET /api/webhooks']);
  const [name, setName] = useState(webhook?.name ?? '');
  const [url, setUrl] = useState(webhook?.url ?? 'https://');
  const [topics, setTopics] = useState<Webhook['topics']>(webhook?.topics ?? ['alerts']);
  const error = making.error ?? changing.error;
  const failure = error ? toRequestFailure(error) : undefined;
  const problem = (field: string): string | undefined =>
    failure?.problems.find(({ path }) => path.includes(field))?.message;
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const body = { name, url, topics };
    const saving = webhook
      ? changing.mutateAsync({ params: { webhook: webhook.id }, body }).then(() => {
          tellDone(`${name} is changed`);
          done(undefined);
        })
      : making.mutateAsync({ body }).then(({ secret }) => done(secret));
    saving.catch(() => {});
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <TextInput
        label="Name"
        data-autofocus
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={problem('name')}
      />
      <TextInput
        label="Address"
        description="https at a public host"
        type="url"
        inputMode="url"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        error={problem('url') ?? (problem('name') === undefined ? toShownMessage(failure) : undefined)}
      />
      <Checkbox.Group label="Gets" value={topics} onChange={(value) => setTopics(value as Webhook['topics'])}>
        <div className={styles.group}>
          {topicChoices.map(({ value, label }) => (
            <Checkbox key={value} size="xs" value={value} label={label} />
          ))}
        </div>
      </Checkbox.Group>
      <div className={styles.actions}>
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="filled"
          disabled={name.trim() === '' || topics.length === 0}
          loading={making.isPending || changing.isPending}
        >
          {webhook ? 'Save' : 'Add receiver'}
        </Button>
      </div>
    </form>
  );
}
