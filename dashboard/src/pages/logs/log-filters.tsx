import { ActionIcon, Select, TextInput } from '@mantine/core';
import { IconRoute, IconSearch, IconX } from '@tabler/icons-react';
import { useSlice } from '../../live/use-live.ts';
import styles from './logs-page.module.css';
import type { LogFilter } from './use-log-lines.ts';

const levels = [
  { value: '', label: 'All levels' },
  { value: 'debug', label: 'debug and above' },
  { value: 'info', label: 'info and above' },
  { value: 'warn', label: 'warn and above' },
  { value: 'error', label: 'error and above' },
  { value: 'fatal', label: 'fatal' },
];

type LogFiltersProps = {
  readonly filter: LogFilter;
  readonly change: (part: Partial<LogFilter>) => void;
};

export function LogFilters({ filter, change }: LogFiltersProps) {
  const names = useSlice('system', ({ view }) => view?.state.workers.map(({ name }) => name).join(' ') ?? '');
  const workers = names.split(' ').filter((name) => name !== '');
  if (filter.worker !== '' && !workers.includes(filter.worker)) workers.push(filter.worker);
  return (
    <div className={styles.filters}>
      <TextInput
        className={styles.search}
        data-filter
        aria-label="Text in the line"
        placeholder="Text in message or details"
        leftSection={<IconSearch size={15} stroke={1.7} />}
        maxLength={100}
        value={filter.contains}
        onChange={(event) => change({ contains: event.currentTarget.value })}
      />
      <Select
        className={styles.select}
        aria-label="Level"
        data={levels}
        value={filter.level}
        onChange={(level) => change({ level: level ?? '' })}
      />
      <Select
        className={styles.select}
        aria-label="Worker"
        data={[{ value: '', label: 'All workers' }, ...workers.map((name) => ({ value: name, label: name }))]}
        value={filter.worker}
        onChange={(worker) => change({ worker: worker ?? '' })}
      />
      {filter.correlationId !== '' && (
        <span className={styles.trace}>
          <IconRoute size={14} stroke={1.8} aria-hidden />
          <span className="dim">One cause</span>
          <code>{filter.correlationId}</code>
          <ActionIcon
            size={20}
            aria-label="Show lines of every cause"
            onClick={() => change({ correlationId: '' })}
          >
            <IconX size={13} />
          </ActionIcon>
        </span>
      )}
    </div>
  );
}
