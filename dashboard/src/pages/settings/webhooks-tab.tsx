import { Button, Modal } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { useRead } from '../../api/queries.ts';
import type { ReplyOf } from '../../api/routes.ts';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import { formatCount } from '../../format/number.ts';
import { DeadLetters } from './dead-letters.tsx';
import styles from './settings.module.css';
import { ShownOnce } from './shown-once.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookMenu } from './webhook-menu.tsx';

export type Webhook = ReplyOf<'GET /api/webhooks'>[number];

export function WebhooksTab() {
  const { data, error, refetch } = useRead('GET /api/webhooks', { refetchMs: 15_000 });
  const [edited, setEdited] = useState<Webhook | 'new'>();
  const [secret, setSecret] = useState<string>();
  if (error && !data)
    return <Failed what="The webhooks could not be loaded" error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={5} />;
  const add = (
    <Button leftSection={<IconPlus size={16} stroke={1.7} />} onClick={() => setEdited('new')}>
      Add a receiver
    </Button>
  );
  return (
    <div className={styles.stack}>
      <Panel isFlush>
        <LiveTable
          name="Webhooks"
          rows={data}
          columns={[
            ...columns,
            {
              id: 'act',
              header: '',
              value: () => '',
              cell: (row) => <WebhookMenu row={row} edit={() => setEdited(row)} />,
              isUnsortable: true,
              width: 48,
              card: 'figure',
            },
          ]}
          toId={toId}
          toTone={({ disabledAtMs }) => (disabledAtMs === null ? undefined : 'muted')}
          empty={
            <Empty icon={<IconWebhook size={20} stroke={1.5} />} title="No receivers yet">
              Alerts and stops can be sent to an address of yours, signed, and tried again until they arrive.
            </Empty>
          }
          tools={add}
        />
      </Panel>
      <DeadLetters webhooks={data} />
      <Modal
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={edited === 'new' ? 'Add a receiver' : 'Change the receiver'}
        size={420}
      >
        {edited !== undefined && (
          <WebhookForm
            webhook={edited === 'new' ? undefined : edited}
            close={() => setEdited(undefined)}
            done={(made) => {
              setEdited(undefined);
              setSecret(made);
            }}
          />
        )}
      </Modal>
      {secret !== undefined && (
        <ShownOnce
          title="The secret of its signatures"
          secret={secret}
          says="The receiver checks with it that a message is from here. It cannot be shown again."
          close={() => setSecret(undefined)}
        />
      )}
    </div>
  );
}

const toId = ({ id }: Webhook): string => id;

const columns: readonly LiveColumn<Webhook>[] = [
  { id: 'name', header: 'Name', value: ({ name }) => name, card: 'title' },
  {
    id: 'url',
    header: 'Address',
    value: ({ url }) => url,
    cell: ({ url }) => <span className={styles.value}>{url}</span>,
    card: 'note',
  },
  { id: 'topics', header: 'Gets', value: ({ topics }) => topics.join(', ') },
  {
    id: 'last',
    header: 'Last delivery',
    value: ({ lastDelivery }) => lastDelivery?.atMs,
    cell: ({ lastDelivery, disabledAtMs }) => {
      if (disabledAtMs !== null) return <Status tone="quiet">switched off</Status>;
      if (lastDelivery === null) return <span className="faint">none yet</span>;
      return <Status tone={lastDelivery.isDelivered ? 'good' : 'bad'}>{lastDelivery.says}</Status>;
    },
    card: 'note',
  },
  {
    id: 'waiting',
    header: 'Waiting',
    value: ({ waiting }) => waiting,
    cell: ({ waiting }) => formatCount(waiting),
    isNumber: true,
  },
];
