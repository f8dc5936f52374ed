import { UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { InstrumentState } from '../../api/market.ts';
import { FlashFigure } from '../../components/flash-figure.tsx';
import { Status } from '../../components/status.tsx';
import { decimalsOfStep, formatExactDecimal } from '../../format/decimal.ts';
import { formatDecimals, formatMoney, formatPercent, formatSigned } from '../../format/number.ts';
import { formatAge } from '../../format/time.ts';
import { useNow } from '../../live/use-now.ts';
import { usePreferences } from '../../theme/preferences.ts';
import { toUnit } from './book/size.ts';
import type { FlowStats } from './feed/use-stats.ts';
import styles from './market-page.module.css';
import { toControl } from './to-control.ts';
import { feedTones, feedWords, marketWords } from './watch/feed-words.ts';
import { toSessionTitle, toSessionWords } from './watch/session-words.ts';

type MarketHeadProps = {
  readonly instrument: InstrumentState;
  readonly stats: FlowStats | undefined;
  /** When something last came, by the clock of this machine. */
  readonly heardMs: number | null;
  readonly pick: () => void;
};

/** Which instrument, at what price, and who is in control; and how fresh all of it is. */
export function MarketHead({ instrument, stats, heardMs, pick }: MarketHeadProps) {
  const nowMs = useNow();
  const { zone } = usePreferences();
  const { symbol, market, quote, state, says, lastMs } = instrument;
  const decimals = decimalsOfStep(instrument.tickUnits, instrument.priceDecimals);
  const price = (value: number | null): string => formatDecimals(value, decimals);
  const size = (value: number | null | undefined): string => formatMoney(value, true);
  const control = toControl(stats);
  const change = stats?.changePercent;
  // What came of an instrument whose feed stands still was told from memory.
  const freshMs = state === 'live' ? Math.max(heardMs ?? 0, lastMs ?? 0) : (lastMs ?? 0);
  const isFresh = state === 'live' || state === 'replay';
  const unit = toUnit(instrument);
  const sessionTitle = toSessionTitle(stats?.sessionFromMs, stats?.sessionMissing ?? 0, zone);
  return (
    <header className={styles.head}>
      <div className={styles.name}>
        <UnstyledButton
          className={styles.pick}
          onClick={pick}
          aria-label={`${symbol}: choose another instrument`}
        >
          <h1>{symbol}</h1>
          <IconChevronDown size={16} stroke={2} aria-hidden className={styles.chevron} />
        </UnstyledButton>
        <span className="caption">{marketWords[market]}</span>
      </div>
      <div className={styles.price} data-old={!isFresh}>
        <span className={styles.big}>
          <FlashFigure value={toNumber(stats?.price)} format={price} />
        </span>
        <span className="caption">{quote}</span>
        <span
          className={`${styles.change} figure`}
          data-way={!change ? undefined : change > 0 ? 'up' : 'down'}
        >
          {formatSigned(change, formatPercent)}{' '}
          <span className="caption" title={sessionTitle}>
            {toSessionWords(stats?.sessionFromMs, zone)}
          </span>
        </span>
      </div>
      <dl className={styles.figures} data-old={!isFresh}>
        <Item label="In control, last minute" title={control.says} isFirst>
          <strong data-way={control.way}>{control.word}</strong>{' '}
          <span className={styles.because}>{control.says}</span>
        </Item>
        <Item label={`Spread ${quote}`}>{formatExactDecimal(stats?.spread, decimals)}</Item>
        <Item label={`CVD ${unit}`} title="Bought less sold, since the count began">
          {formatSigned(toNumber(stats?.cvd), size)}
        </Item>
        <Item label={`VWAP ${quote}`} title={sessionTitle}>
          {price(stats?.vwap ?? null)}
        </Item>
        <Item label={`Volume ${unit}`} title={sessionTitle}>
          {size(toNumber(stats?.volume))}
        </Item>
        <Item label={`${unit} per s`} title="Traded in a second, mean of the last minute">
          {size(toNumber(stats?.volumePerSecond))}
        </Item>
      </dl>
      <div className={styles.fresh} title={says ?? undefined}>
        <Status tone={feedTones[state]}>{feedWords[state]}</Status>
        <span className="caption">
          {freshMs === 0 ? 'no data yet' : `data of ${formatAge(nowMs - freshMs)} ago`}
        </span>
      </div>
    </header>
  );
}

type ItemProps = {
  readonly label: string;
  readonly title?: string;
  readonly isFirst?: boolean;
  readonly children: ReactNode;
};

function Item({ label, title, isFirst = false, children }: ItemProps) {
  return (
    <div title={title} data-first={isFirst}>
      <dt>{label}</dt>
      <dd className="figure">{children}</dd>
    </div>
  );
}

function toNumber(text: string | null | undefined): number | null {
  return text === null || text === undefined ? null : Number(text);
}
