import { Select } from '@mantine/core';
import { useRead } from '../../api/queries.ts';
import { toTypeName } from '../../components/signals/signal-words.ts';
import { type SignalFilter, spans } from './signal-filter.ts';
import styles from './signals-page.module.css';

type SignalFiltersProps = {
  readonly filter: SignalFilter;
  readonly change: (part: Partial<SignalFilter>) => void;
};

export function SignalFilters({ filter, change }: SignalFiltersProps) {
  const { data: instruments = [] } = useRead('GET /api/market/instruments');
  const { data: detectors = [] } = useRead('GET /api/market/detectors');
  const all = (label: string) => ({ value: '', label });
  return (
    <div className={styles.filters}>
      <Select
        aria-label="Instrument"
        searchable
        data-filter
        w={176}
        data={[all('All instruments'), ...instruments.map(({ id }) => ({ value: id, label: id }))]}
        value={filter.instrument}
        onChange={(instrument) => change({ instrument: instrument ?? '' })}
      />
      <Select
        aria-label="Type"
        w={176}
        data={[
          all('All types'),
          ...detectors
            .filter(({ kind }) => kind === 'detector')
            .map(({ name }) => ({ value: name, label: toTypeName(name) })),
        ]}
        value={filter.type}
        onChange={(type) => change({ type: type ?? '' })}
      />
      <Select
        aria-label="Side"
        w={120}
        data={[all('Both sides'), { value: 'buy', label: '▲ buy' }, { value: 'sell', label: '▼ sell' }]}
        value={filter.side}
        onChange={(side) => change({ side: side ?? '' })}
      />
      <Select
        aria-label="Least confidence"
        w={148}
        data={[
          all('Any confidence'),
          ...['0.5', '0.6', '0.7', '0.8', '0.9'].map((value) => ({
            value,
            label: `≥ ${Number(value) * 100} %`,
          })),
        ]}
        value={filter.least}
        onChange={(least) => change({ least: least ?? '' })}
      />
      <Select
        aria-label="Time"
        w={140}
        data={[
          all('All time'),
          ...Object.entries(spans).map(([value, { name }]) => ({ value, label: name })),
        ]}
        value={filter.since}
        onChange={(since) => change({ since: since ?? '' })}
      />
    </div>
  );
}
