import { Button, Menu } from '@mantine/core';
import { IconDownload, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { send } from '../../api/send.ts';
import { download } from '../../components/download.ts';
import { tellDone, tellFailed } from '../../components/notify.ts';
import type { SignalRow } from '../../components/signals/signal-words.ts';
import { formatCount } from '../../format/number.ts';
import { toCount } from '../../format/words.ts';
import { collectPages } from './collect-pages.ts';
import { toSignalCsv } from './signal-file.ts';
import type { SignalQuery } from './signal-filter.ts';

/** All that passes the filter as a file: fetched page by page, with its progress, and called off by a press. */
export function ExportMenu({ query }: { readonly query: SignalQuery }) {
  const [count, setCount] = useState<number>();
  const isCancelled = useRef(false);
  const save = async (kind: 'csv' | 'json'): Promise<void> => {
    isCancelled.current = false;
    setCount(0);
    try {
      const rows = await collectPages<SignalRow>({
        read: (beforeMs, limit) =>
          send('GET /api/market/signals', {
            query: { ...query, limit, ...(beforeMs === undefined ? {} : { beforeMs }) },
          }),
        told: setCount,
        isCancelled: () => isCancelled.current,
      });
      if (rows) {
        if (kind === 'csv') download('signals.csv', 'text/csv', toSignalCsv(rows));
        else download('signals.json', 'application/json', JSON.stringify(rows, null, 2));
        tellDone(`${toCount(rows.length, 'signal')} saved`);
      }
    } catch (error) {
      tellFailed('The file was not made', error);
    }
    setCount(undefined);
  };
  if (count !== undefined)
    return (
      <Button
        leftSection={<IconX size={16} stroke={1.7} />}
        onClick={() => {
          isCancelled.current = true;
        }}
      >
        {formatCount(count)} read · Cancel
      </Button>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconDownload size={16} stroke={1.7} />}>Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('csv')}>CSV, all that pass the filter</Menu.Item>
        <Menu.Item onClick={() => void save('json')}>JSON, with every reason</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
