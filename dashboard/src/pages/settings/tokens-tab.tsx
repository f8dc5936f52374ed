import { Button, Modal } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useDeed, useRead } from '../../api/queries.ts';
import type { ReplyOf } from '../../api/routes.ts';
import { useSession } from '../../api/session.ts';
import { Confirm } from '../../components/confirm.tsx';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { tellDone, tellFailed } from '../../components/notify.ts';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { ShownOnce } from './shown-once.tsx';
import { TokenForm } from './token-form.tsx';

type Row = ReplyOf<'GET /api/tokens'>[number];

export function TokensTab() {
  const { user } = useSession();
  const { data, error, refetch } = useRead('GET /api/tokens', { isEnabled: user !== null });
  const revoking = useDeed('DELETE /api/tokens/{token}', ['GET /api/tokens']);
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<string>();
  const [chosen, setChosen] = useState<Row>();
  if (!user)
    return (
      <Empty icon={<IconKey size={20} stroke={1.5} />} title="Tokens belong to an account: sign in first" />
    );
  if (error && !data)
    return <Failed what="The tokens could not be loaded" error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={5} />;

  const revoke = (row: Row): void => {
    revoking.mutateAsync({ params: { token: row.id } }).then(
      () => {
        setChosen(undefined);
        tellDone(`${row.name} is revoked`);
      },
      (failure: unknown) => tellFailed(`${row.name} is still valid`, failure),
    );
  };
  const all = [
    ...columns,
    {
      id: 'act',
      header: '',
      value: () => '',
      cell: (row: Row) => (
        <Button
          size="compact-xs"
          variant="subtle"
          color="bad"
          onClick={() => setChosen(row)}
          aria-label={`Revoke ${row.name}`}
        >
          Revoke
        </Button>
      ),
      isUnsortable: true,
      width: 80,
      card: 'figure' as const,
    },
  ];
  return (
    <Panel isFlush>
      <LiveTable
        name="API tokens"
        rows={data}
        columns={all}
        toId={toId}
        empty={
          <Empty icon={<IconKey size={20} stroke={1.5} />} title="No tokens yet">
            A token lets a script or another program ask the API, with a role of its own.
          </Empty>
        }
        tools={
          <Button leftSection={<IconPlus size={16} stroke={1.7} />} onClick={() => setAdding(true)}>
            Make a token
          </Button>
        }
      />
      <Modal opened={isAdding} onClose={() => setAdding(false)} title="Make a token" size={420}>
        <TokenForm
          close={() => setAdding(false)}
          done={(text) => {
            setAdding(false);
            setMade(text);
          }}
        />
      </Modal>
      {made !== undefined && (
        <ShownOnce
          title="Your token"
          secret={made}
          says="Copy it now: it is kept as a hash only and cannot be shown again."
          close={() => setMade(undefined)}
        />
      )}
      {chosen && (
        <Confirm
          title={`Revoke ${chosen.name}?`}
          deed={`Revoke ${chosen.name}`}
          isBusy={revoking.isPending}
          act={() => revoke(chosen)}
          close={() => setChosen(undefined)}
        >
          Whatever uses it is refused from now on. It cannot be taken back.
        </Confirm>
      )}
    </Panel>
  );
}

const toId = ({ id }: Row): string => id;

const columns: readonly LiveColumn<Row>[] = [
  { id: 'name', header: 'Name', value: ({ name }) => name, card: 'title' },
  { id: 'owner', header: 'Owner', value: ({ owner }) => owner },
  { id: 'role', header: 'Role', value: ({ role }) => role, card: 'note' },
  {
    id: 'areas',
    header: 'Limited to',
    value: ({ areas }) => areas?.join(', ') ?? 'all of its role',
    card: 'note',
  },
  {
    id: 'used',
    header: 'Last used',
    value: ({ lastUsedAtMs }) => lastUsedAtMs,
    cell: ({ lastUsedAtMs }) =>
      lastUsedAtMs === null ? <span className="faint">never</span> : <Time atMs={lastUsedAtMs} />,
    card: 'age',
  },
  {
    id: 'expires',
    header: 'Ends',
    value: ({ expiresAtMs }) => expiresAtMs,
    cell: ({ expiresAtMs }) =>
      expiresAtMs === null ? <span className="faint">when revoked</span> : <Time atMs={expiresAtMs} />,
  },
  {
    id: 'created',
    header: 'Made',
    value: ({ createdAtMs }) => createdAtMs,
    cell: ({ createdAtMs }) => <Time atMs={createdAtMs} />,
    isHiddenAtFirst: true,
  },
];
