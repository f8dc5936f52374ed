import { Button, Menu, Modal, PasswordInput, TextInput } from '@mantine/core';
import { IconDots, IconUserPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { toRequestFailure, toShownMessage } from '../../api/failure.ts';
import { useDeed, useRead } from '../../api/queries.ts';
import type { ReplyOf, Role } from '../../api/routes.ts';
import { roles, useSession } from '../../api/session.ts';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { tellDone, tellFailed } from '../../components/notify.ts';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { RoleChoice, RoleSelect } from './role-select.tsx';
import styles from './settings.module.css';

type Row = ReplyOf<'GET /api/users'>[number];

export function UsersTab() {
  const { data, error, refetch } = useRead('GET /api/users');
  const [isAdding, setAdding] = useState(false);
  if (error && !data)
    return <Failed what="The users could not be loaded" error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={5} />;
  return (
    <Panel isFlush>
      <LiveTable
        name="Users"
        rows={data}
        columns={columns}
        toId={toId}
        toTone={({ disabledAtMs }) => (disabledAtMs === null ? undefined : 'muted')}
        empty={<Empty title="There is no account" />}
        tools={
          <Button leftSection={<IconUserPlus size={16} stroke={1.7} />} onClick={() => setAdding(true)}>
            Add a user
          </Button>
        }
      />
      <Modal opened={isAdding} onClose={() => setAdding(false)} title="Add a user" size={400}>
        <UserForm close={() => setAdding(false)} />
      </Modal>
    </Panel>
  );
}

const columns: readonly LiveColumn<Row>[] = [
  { id: 'name', header: 'Name', value: ({ name }) => name, card: 'title' },
  { id: 'role', header: 'Role', value: ({ role }) => role, card: 'note' },
  {
    id: 'state',
    header: 'Account',
    value: ({ disabledAtMs }) => (disabledAtMs === null ? 'open' : 'closed'),
    cell: ({ disabledAtMs }) =>
      disabledAtMs === null ? <Status tone="good">open</Status> : <Status tone="quiet">closed</Status>,
    card: 'note',
  },
  {
    id: 'totp',
    header: 'Second factor',
    value: ({ hasTotp }) => (hasTotp ? 'on' : 'off'),
    cell: ({ hasTotp }) => <Status tone={hasTotp ? 'good' : 'quiet'}>{hasTotp ? 'on' : 'off'}</Status>,
  },
  {
    id: 'created',
    header: 'Made',
    value: ({ createdAtMs }) => createdAtMs,
    cell: ({ createdAtMs }) => <Time atMs={createdAtMs} />,
    card: 'age',
  },
  {
    id: 'act',
    header: '',
    value: () => '',
    cell: (row) => <UserMenu row={row} />,
    isUnsortable: true,
    width: 48,
    card: 'figure',
  },
];

const toId = ({ id }: Row): string => id;

function UserMenu({ row }: { readonly row: Row }) {
  const { user } = useSession();
  const changing = useDeed('PATCH /api/users/{user}', ['GET /api/users']);
  const change = (body: { role?: Role; isDisabled?: boolean }, told: string): void => {
    changing.mutateAsync({ params: { user: row.id }, body }).then(
      () => tellDone(told),
      (error: unknown) => tellFailed(`${row.name} was not changed`, error),
    );
  };
  // Nobody locks himself out by a slip.
  if (row.id === user?.id) return <span className="caption">you</span>;
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" aria-label={`Change ${row.name}`}>
          <IconDots size={15} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Role</Menu.Label>
        {roles.map((role) => (
          <Menu.Item
            key={role}
            disabled={role === row.role}
            onClick={() => change({ role }, `${row.name} is ${role} now`)}
          >
            <RoleChoice role={role} />
          </Menu.Item>
        ))}
        <Menu.Divider />
        {row.disabledAtMs === null ? (
          <Menu.Item onClick={() => change({ isDisabled: true }, `The account of ${row.name} is closed`)}>
            Close the account
          </Menu.Item>
        ) : (
          <Menu.Item onClick={() => change({ isDisabled: false }, `The account of ${row.name} is open`)}>
            Open the account
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function UserForm({ close }: { readonly close: () => void }) {
  const making = useDeed('POST /api/users', ['GET /api/users']);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const failure = making.error ? toRequestFailure(making.error) : undefined;
  const wrong = failure?.problems.find(({ path }) => path.includes('name'));
  const make = (event: FormEvent): void => {
    event.preventDefault();
    making.mutateAsync({ body: { name, password, role } }).then(
      () => {
        tellDone(`${name} may sign in`);
        close();
      },
      () => {},
    );
  };
  return (
    <form className={styles.form} onSubmit={make}>
      <TextInput
        label="Name"
        description="Small letters, digits, dot, dash and underscore"
        autoCapitalize="none"
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={wrong ? `The name ${wrong.message}` : toShownMessage(failure)}
      />
      <PasswordInput
        label="First password"
        description="At least 12 characters, to be changed by its owner"
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <RoleSelect role={role} change={setRole} />
      <div className={styles.actions}>
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="filled"
          disabled={name === '' || password.length < 12}
          loading={making.isPending}
        >
          Add {name || 'user'}
        </Button>
      </div>
    </form>
  );
}
