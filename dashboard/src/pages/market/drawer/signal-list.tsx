import { Button, Select } from '@mantine/core';
import { memo, useDeferredValue, useState } from 'react';
import { Confidence } from '../../../components/signals/confidence.tsx';
import { Side } from '../../../components/signals/side.tsx';
import { SignalDetail } from '../../../components/signals/signal-detail.tsx';
import {
  endMeanings,
  endWords,
  formatBps,
  type SignalRow,
  toTypeName,
} from '../../../components/signals/signal-words.ts';
import { When } from '../../../components/signals/when.tsx';
import { Empty, Loading } from '../../../components/states.tsx';
import { formatExactDecimal } from '../../../format/decimal.ts';
import type { MarketFeed } from '../feed/market-feed.ts';
import { usePart } from '../feed/use-feed.ts';
import styles from './drawer.module.css';

type SignalListProps = {
  readonly feed: MarketFeed;
  readonly selected: string | undefined;
  readonly select: (id: string | undefined) => void;
};

const FIRST = 40;
const noFilter = { type: '', side: '', least: '0' };

/** What fired on this instrument, each with its whole reason. */
export function SignalList({ feed, selected, select }: SignalListProps) {
  usePart(feed.parts.marks);
  const [filter, setFilter] = useState(noFilter);
  const [isLong, setLong] = useState(false);
  // Many rows at once, as of another instrument, are made in parts: frames go on between them.
  const signals = useDeferredValue(feed.signals);
  if (signals === undefined) return <Loading lines={5} />;
  const types = [...new Set(signals.map(({ type }) => type))].sort();
  const shown = signals.filter(
    ({ type, side, confidence }) =>
      (filter.type === '' || type === filter.type) &&
      (filter.side === '' || side === filter.side) &&
      confidence >= Number(filter.least),
  );
  const change = (part: Partial<typeof noFilter>): void => setFilter({ ...filter, ...part });
  return (
    <div className={styles.pane}>
      <div className={styles.filters}>
        <Select
          aria-label="Type of signal"
          size="xs"
          data={[
            { value: '', label: 'All types' },
            ...types.map((type) => ({ value: type, label: toTypeName(type) })),
          ]}
          value={filter.type}
          onChange={(type) => change({ type: type ?? '' })}
        />
        <Select
          aria-label="Side"
          size="xs"
          w={112}
          data={[
            { value: '', label: 'Both sides' },
            { value: 'buy', label: '▲ buy' },
            { value: 'sell', label: '▼ sell' },
          ]}
          value={filter.side}
          onChange={(side) => change({ side: side ?? '' })}
        />
        <Select
          aria-label="Least confidence"
          size="xs"
          w={132}
          data={['0', '0.5', '0.6', '0.7', '0.8'].map((value) => ({
            value,
            label: value === '0' ? 'Any confidence' : `≥ ${Number(value) * 100} %`,
          }))}
          value={filter.least}
          onChange={(least) => change({ least: least ?? '0' })}
        />
        <span className="caption">
          {shown.length} of {signals.length}
        </span>
      </div>
      {shown.length === 0 ? (
        <Empty
          title={signals.length === 0 ? 'No signal yet' : 'No signal passes the filter'}
          action={
            signals.length === 0 ? undefined : <Button onClick={() => setFilter(noFilter)}>Show all</Button>
          }
        >
          {signals.length === 0 ? 'Detectors watch this instrument; what they find appears here.' : undefined}
        </Empty>
      ) : (
        <ul className={styles.list} aria-label="Signals">
          {shown.slice(0, isLong ? shown.length : FIRST).map((signal) => (
            <SignalItem key={signal.id} signal={signal} isOpen={signal.id === selected} select={select} />
          ))}
          {shown.length > FIRST && !isLong && (
            <li>
              <button type="button" className={styles.more} onClick={() => setLong(true)}>
                Show {shown.length - FIRST} older
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

type SignalItemProps = {
  readonly signal: SignalRow;
  readonly isOpen: boolean;
  readonly select: (id: string | undefined) => void;
};

/** Drawn again only when its signal changed: the list holds many. */
const SignalItem = memo(function SignalItem({ signal, isOpen, select }: SignalItemProps) {
  const { type, variant, side, price, eventMs, says, outcome } = signal;
  return (
    <li>
      <button
        type="button"
        className={styles.item}
        data-row
        aria-expanded={isOpen}
        onClick={() => select(isOpen ? undefined : signal.id)}
      >
        <span className={styles.when}>
          <When atMs={eventMs} />
        </span>
        <Side side={side} />
        <span className={styles.what}>{toTypeName(type, variant)}</span>
        <span className={`${styles.price} figure`}>{formatExactDecimal(price)}</span>
        <Confidence confidence={signal.confidence} isCalibrated={signal.isCalibrated} />
        <span className={styles.end} title={outcome ? endMeanings[outcome.end] : undefined}>
          {outcome
            ? `${endWords[outcome.end]} ${outcome.endBps === null ? '' : `${formatBps(outcome.endBps)} bps`}`
            : 'open'}
        </span>
        <span className={styles.says}>{says}</span>
      </button>
      {isOpen && (
        <div className={styles.open}>
          <SignalDetail signal={signal} />
        </div>
      )}
    </li>
  );
});
