import { Button } from '@mantine/core';
import { useDeed, useRead } from '../../api/queries.ts';
import type { ReplyOf } from '../../api/routes.ts';
import { DetailsLine } from '../../components/details.tsx';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { tellDone, tellFailed } from '../../components/notify.ts';
import { Panel } from '../../components/panel.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import styles from './settings.module.css';
import type { Webhook } from './webhooks-tab.tsx';

type Letter = ReplyOf<'GET /api/webhooks/dead-letters'>['letters'][number];

/** What could not be delivered, each with its reason; shown only when there is any. */
export function DeadLetters({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  const { data, error, refetch } = useRead('GET /api/webhooks/dead-letters', { input: { query: {} } });
  if (error && !data)
    return (
      <Failed what="Undelivered messages could not be loaded" error={error} retry={() => void refetch()} />
    );
  if (!data) return <Loading lines={3} />;
  if (data.letters.length === 0) return null;
  const columns: LiveColumn<Letter>[] = [
    {
      id: 'webhook',
      header: 'Receiver',
      value: ({ webhook }) => webhooks.find(({ id }) => id === webhook)?.name ?? webhook,
      card: 'title',
    },
    {
      id: 'reason',
      header: 'Why it did not arrive',
      value: ({ reason }) => withoutCode(reason),
      cell: ({ reason }) => <span className={styles.reason}>{withoutCode(reason)}</span>,
      card: 'note',
    },
    {
      id: 'at',
      header: 'Given up',
      value: ({ parkedAtMs }) => parkedAtMs,
      cell: ({ parkedAtMs }) => <Time atMs={parkedAtMs} />,
      card: 'age',
    },
    {
      id: 'payload',
      header: 'Message',
      isFilling: true,
      value: ({ payload }) => payload,
      cell: ({ payload }) => <DetailsLine json={payload} />,
    },
    {
      id: 'act',
      header: '',
      value: () => '',
      cell: (letter) => <LetterActions letter={letter} />,
      isUnsortable: true,
      width: 150,
      card: 'figure',
    },
  ];
  return (
    <Panel isFlush>
      <LiveTable
        name="Not delivered"
        rows={data.letters}
        columns={columns}
        toId={toId}
        empty={null}
        tools={
          <>
            <h2>Not delivered</h2>
            <span className="caption">Tried again and again, then set aside for you</span>
          </>
        }
      />
    </Panel>
  );
}

/** `WEBHOOK_UNDELIVERED: It answered 503.` without its code, which every row would repeat. */
function withoutCode(reason: string): string {
  return reason.replace(/^[A-Z_]+: /, '');
}

const toId = ({ seq }: Letter): string => String(seq);

function LetterActions({ letter: { seq } }: { readonly letter: Letter }) {
  const resending = useDeed('POST /api/webhooks/dead-letters/{seq}/resend', [
    'GET /api/webhooks/dead-letters',
  ]);
  const dropping = useDeed('DELETE /api/webhooks/dead-letters/{seq}', ['GET /api/webhooks/dead-letters']);
  const act = (doing: Promise<unknown>, told: string): void => {
    doing.then(
      () => tellDone(told),
      (error: unknown) => tellFailed('The message is still there', error),
    );
  };
  return (
    <span className={styles.rowActions}>
      <Button
        size="compact-xs"
        loading={resending.isPending}
        onClick={() => act(resending.mutateAsync({ params: { seq } }), 'It is sent once more')}
      >
        Send again
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        loading={dropping.isPending}
        onClick={() => act(dropping.mutateAsync({ params: { seq } }), 'It is given up')}
      >
        Give up
      </Button>
    </span>
  );
}
