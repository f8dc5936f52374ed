import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Area } from '../../../../src/api/route.ts';
import { toRequestFailure, toShownMessage } from '../../api/failure.ts';
import { useDeed } from '../../api/queries.ts';
import type { Role } from '../../api/routes.ts';
import { useSession } from '../../api/session.ts';
import { RoleSelect } from './role-select.tsx';
import styles from './settings.module.css';

/** Each with whether it is offered: who signs in and who there is, is not for programs. */
const areas: Readonly<Record<Area, boolean>> = {
  system: true,
  logs: true,
  metrics: true,
  alerts: true,
  trading: true,
  sandbox: true,
  market: true,
  solana: true,
  settings: true,
  webhooks: true,
  audit: true,
  session: false,
  users: false,
  tokens: false,
};
const offered = (Object.keys(areas) as Area[]).filter((area) => areas[area]);

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
        error={toShownMessage(failure)}
      />
      <RoleSelect description="At most your own" most={user?.role ?? null} role={role} change={setRole} />
      <Select label="Valid for" data={spans} value={days} onChange={(value) => setDays(value ?? '')} />
      <fieldset className={styles.areas}>
        <legend>Limited to</legend>
        {offered.map((area) => (
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
