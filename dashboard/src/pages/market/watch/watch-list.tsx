import { TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import type { InstrumentState } from '../../../api/market.ts';
import { decimalsOfStep, formatExactDecimal } from '../../../format/decimal.ts';
import { formatPercent, formatSigned } from '../../../format/number.ts';
import type { FlowStats } from '../feed/use-stats.ts';
import { feedTones, feedWords, marketWords } from './feed-words.ts';
import styles from './watch.module.css';

type WatchListProps = {
  readonly instruments: readonly InstrumentState[];
  readonly stats: ReadonlyMap<string, FlowStats>;
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
};

/** Every followed instrument: price, change, and the state of its feed where that is not live. */
export function WatchList({ instruments, stats, chosen, choose }: WatchListProps) {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = instruments.filter(({ id, base, quote }) =>
    `${id} ${base}/${quote}`.toLowerCase().includes(wanted),
  );
  const press = ({ key }: KeyboardEvent): void => {
    if (key === 'Enter' && shown[0]) choose(shown[0].id);
    if (key === 'Escape') setText('');
  };
  return (
    <div className={styles.watch}>
      <div className={styles.search}>
        <TextInput
          data-filter
          aria-label="Find an instrument"
          placeholder="Find  /"
          leftSection={<IconSearch size={14} stroke={1.7} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={press}
        />
      </div>
      <ul className={styles.list} aria-label="Instruments">
        {shown.map((instrument) => (
          <WatchRow
            key={instrument.id}
            instrument={instrument}
            stats={stats.get(instrument.id)}
            isChosen={instrument.id === chosen}
            choose={choose}
          />
        ))}
        {shown.length === 0 && <li className={styles.none}>Nothing is called so. Clear the search.</li>}
      </ul>
    </div>
  );
}

type WatchRowProps = {
  readonly instrument: InstrumentState;
  readonly stats: FlowStats | undefined;
  readonly isChosen: boolean;
  readonly choose: (id: string) => void;
};

function WatchRow({ instrument, stats, isChosen, choose }: WatchRowProps) {
  const { id, symbol, market, state, says } = instrument;
  const tone = feedTones[state];
  const isLive = state === 'live';
  const change = stats?.changePercent;
  const Icon = tone === 'bad' ? IconCircleX : IconAlertTriangle;
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-row
        aria-current={isChosen}
        onClick={() => choose(id)}
        title={says ?? `${symbol} ${marketWords[market]}: ${feedWords[state].toLowerCase()}`}
      >
        <span className={styles.name}>
          {symbol} <span className={styles.market}>{marketWords[market]}</span>
        </span>
        <span className={`${styles.price} figure`} data-old={!isLive}>
          {formatExactDecimal(stats?.price, decimalsOfStep(instrument.tickUnits, instrument.priceDecimals))}
        </span>
        {isLive ? (
          <span className={styles.state} data-tone="good">
            <span className={styles.dot} aria-hidden /> {feedWords[state]}
          </span>
        ) : (
          <span className={styles.state} data-tone={tone}>
            {(tone === 'bad' || tone === 'warn') && <Icon size={12} stroke={2} aria-hidden />}
            {feedWords[state]}
          </span>
        )}
        <span className={`${styles.change} figure`} data-way={toWay(change)} data-old={!isLive}>
          {formatSigned(change, formatPercent)}
        </span>
      </button>
    </li>
  );
}

function toWay(change: number | null | undefined): 'up' | 'down' | undefined {
  if (!change) return undefined;
  return change > 0 ? 'up' : 'down';
}
