import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toRequestFailure } from '../../api/failure.ts';
import { useDeed } from '../../api/queries.ts';
import type { InputOf, Role } from '../../api/routes.ts';
import { mayAs, useSession } from '../../api/session.ts';
import { roleChoices } from './role-choices.ts';
import styles from './settings.module.css';

type Area = NonNullable<InputOf<'POST /api/tokens'>['body']['areas']>[number];

const areas: readonly Area[] = [
  'system',
  'logs',
  'metrics',
  'alerts',
  'trading',
  'settings',
  'webhooks',
  'audit',
];

const spans = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: '', label: 'until it is revoked' },
];

export function TokenForm({
  close,
  done,
}: {
  readonly close: () => void;
  readonly done: (text: string) => void;
}) {
  const { user } = useSession();
  const making = useDeed('POST /api/tokens', ['GET /api/tokens']);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [days, setDays] = useState('90');
  const [chosen, setChosen] = useState<readonly Area[]>([]);
  const failure = making.error ? toRequestFailure(making.error) : undefined;
  const toggle = (area: Area): void =>
    setChosen(chosen.includes(area) ? chosen.filter((each) => each !== area) : [...chosen, area]);
  const make = (event: FormEvent): void => {
    event.preventDefault();
    const body = {
      name,
      role,
      ...(chosen.length > 0 ? { areas: [...chosen] } : {}),
      ...(days === '' ? {} : { days: Number(days) }),
    };
    making.mutateAsync({ body }).then(
      ({ text }) => done(text),
      () => {},
    );
  };
  return (
    <form className={styles.form} onSubmit={make}>
      <TextInput
        label="Name"
        description="What will use it"
        placeholder="grafana"
        maxLength={60}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={failure?.code === 'STEP_UP_NEEDED' ? undefined : failure?.message}
      />
      <Select
        label="Role"
        description="At most your own"
        data={roleChoices.filter(({ value }) => mayAs(user?.role ?? null, value))}
        value={role}
        onChange={(value) => setRole((value ?? 'viewer') as Role)}
      />
      <Select label="Valid for" data={spans} value={days} onChange={(value) => setDays(value ?? '')} />
      <fieldset className={styles.areas}>
        <legend>Limited to</legend>
        {areas.map((area) => (
          <Checkbox
            key={area}
            size="xs"
            label={area}
            checked={chosen.includes(area)}
            onChange={() => toggle(area)}
          />
        ))}
        <p className="caption">None chosen: all that its role may.</p>
      </fieldset>
      <div className={styles.actions}>
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={making.isPending}>
          Make token
        </Button>
      </div>
    </form>
  );
}
