import { Switch, TextInput, Tooltip } from '@mantine/core';
import { IconLock, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useRead } from '../../api/queries.ts';
import type { ReplyOf } from '../../api/routes.ts';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import styles from './settings.module.css';

type Row = ReplyOf<'GET /api/settings'>[number];

function toText({ value, isSecret }: Row): string {
  if (isSecret) return value === null ? 'not set' : 'hidden';
  if (value === '' || value === null) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is looked for first; the others follow by name. */
const first = ['mode', 'gateway', 'storage'];

/** What is set by somebody comes first, then the parts that are looked for most. */
function byInterest(rows: readonly Row[]): Row[] {
  const place = ({ path }: Row): number => {
    const at = first.indexOf(path.split('.')[0] ?? '');
    return at === -1 ? first.length : at;
  };
  return rows.toSorted(
    (a, b) =>
      Number(a.isDefault) - Number(b.isDefault) || place(a) - place(b) || a.path.localeCompare(b.path),
  );
}

const columns: readonly LiveColumn<Row>[] = [
  {
    id: 'path',
    header: 'Setting',
    value: ({ path }) => path,
    cell: ({ path, isDefault }) => (
      <span className={styles.path}>
        <span
          className={isDefault ? styles.unset : styles.set}
          title={isDefault ? undefined : 'Set by you'}
        />
        {path}
      </span>
    ),
    card: 'title',
  },
  {
    id: 'value',
    header: 'Value',
    value: toText,
    cell: (row) => (
      <Tooltip label={<span className="mono">{toText(row)}</span>} disabled={toText(row).length < 40}>
        <span className={`${styles.value} ${row.isDefault ? 'dim' : ''}`}>
          {row.isSecret && <IconLock size={12} stroke={1.8} aria-label="secret" />} {toText(row)}
        </span>
      </Tooltip>
    ),
    card: 'figure',
  },
  {
    id: 'source',
    header: 'Comes from',
    value: ({ source }) => source,
    cell: ({ source, isDefault }) => <span className={isDefault ? 'faint' : undefined}>{source}</span>,
    card: 'age',
  },
  {
    id: 'says',
    header: 'What it does',
    isFilling: true,
    value: ({ says }) => says,
    cell: ({ says }) => (
      <Tooltip label={says} disabled={says.length < 60}>
        <span className={`${styles.says} dim`}>{says}</span>
      </Tooltip>
    ),
    card: 'note',
  },
];

/** What is in effect and where it was set. It is changed in zapflow.yaml. */
export function ConfigurationTab() {
  const { data, error, refetch } = useRead('GET /api/settings');
  const [text, setText] = useState('');
  const [isOwnOnly, setOwnOnly] = useState(false);
  const rows = useMemo(() => {
    const wanted = text.toLowerCase();
    return byInterest(data ?? []).filter(
      (row) =>
        (!isOwnOnly || !row.isDefault) &&
        (wanted === '' ||
          `${row.path} ${toText(row)} ${row.source} ${row.says}`.toLowerCase().includes(wanted)),
    );
  }, [data, text, isOwnOnly]);
  if (error && !data)
    return <Failed what="The settings could not be loaded" error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={10} />;
  const own = data.filter(({ isDefault }) => !isDefault).length;
  return (
    <Panel isFlush>
      <LiveTable
        name="Settings"
        rows={rows}
        columns={columns}
        toId={toPath}
        empty={
          <Empty title="No setting passes the filter">
            Clear the text above, or show the defaults as well.
          </Empty>
        }
        tools={
          <>
            <TextInput
              data-filter
              aria-label="Filter settings"
              placeholder="Filter settings"
              leftSection={<IconSearch size={15} stroke={1.7} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Switch
              label={`Only set by you (${own})`}
              checked={isOwnOnly}
              onChange={(event) => setOwnOnly(event.currentTarget.checked)}
            />
            <span className="caption">Changed in zapflow.yaml, then a restart</span>
          </>
        }
      />
    </Panel>
  );
}

const toPath = ({ path }: Row): string => path;
