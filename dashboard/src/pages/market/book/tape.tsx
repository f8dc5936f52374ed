import { NumberInput } from '@mantine/core';
import { memo, useRef, useState } from 'react';
import type { PrintView } from '../../../api/market.ts';
import { NewButton } from '../../../components/new-button.tsx';
import { Empty } from '../../../components/states.tsx';
import { decimalsOfStep, formatExactDecimal, toLot } from '../../../format/decimal.ts';
import { formatClock, type Zone } from '../../../format/time.ts';
import { usePreferences } from '../../../theme/preferences.ts';
import type { MarketFeed } from '../feed/market-feed.ts';
import { usePart } from '../feed/use-feed.ts';
import styles from './book.module.css';
import { decimalsAmong, toUnit } from './size.ts';

const SHOWN = 40;
const HELD = 400;
/** So near the top it still follows. */
const NEAR_PX = 6;

type TapeProps = {
  readonly feed: MarketFeed;
  readonly least: number;
  readonly setLeast: (size: number) => void;
};

/** Trades as they come, the newest on top; scrolling down holds them. */
export function Tape({ feed, least, setLeast }: TapeProps) {
  usePart(feed.parts.trades);
  const { zone } = usePreferences();
  const scroller = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<readonly PrintView[]>();
  const { instrument } = feed;
  const trades = feed.trades ?? [];
  const passes = ({ size }: PrintView): boolean => Number(size) >= least;
  const shown = (held ?? trades)
    .filter(passes)
    .slice(held ? -HELD : -SHOWN)
    .reverse();
  const lastHeld = held?.at(-1)?.id ?? Number.POSITIVE_INFINITY;
  const waiting = held ? trades.filter((trade) => trade.id > lastHeld && passes(trade)).length : 0;
  const goOn = (): void => {
    setHeld(undefined);
    scroller.current?.scrollTo({ top: 0 });
  };
  const scrolled = (): void => {
    const isAway = (scroller.current?.scrollTop ?? 0) > NEAR_PX;
    if (isAway && !held) setHeld(trades);
    if (!isAway && held) setHeld(undefined);
  };
  const decimals = decimalsOfStep(instrument.tickUnits, instrument.priceDecimals);
  const sizeDecimals = decimalsAmong(shown.map(({ size }) => size));
  return (
    <section className={styles.pane} aria-label="Trades">
      <header className={styles.head}>
        <h2>Trades</h2>
        {held && <NewButton show={goOn}>Held · {waiting} new</NewButton>}
        <LeastSize feed={feed} least={least} setLeast={setLeast} />
      </header>
      <div
        ref={scroller}
        className={styles.tape}
        onScroll={scrolled}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label="Trades, newest first"
      >
        {feed.trades === undefined ? (
          <div className={styles.skeleton} aria-busy="true" />
        ) : shown.length === 0 ? (
          <Empty title={least > 0 ? 'None as large as this' : 'No trade yet'}>
            {least > 0 ? 'Lower the least size to see more.' : 'They appear as they happen.'}
          </Empty>
        ) : (
          <ul className="figure">
            {shown.map((trade) => (
              <TapeRow
                key={trade.id}
                trade={trade}
                decimals={decimals}
                sizeDecimals={sizeDecimals}
                zone={zone}
              />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

type TapeRowProps = {
  readonly trade: PrintView;
  readonly decimals: number;
  readonly sizeDecimals: number;
  readonly zone: Zone;
};

const TapeRow = memo(function TapeRow({ trade, decimals, sizeDecimals, zone }: TapeRowProps) {
  const { side, price, size, trades, isLarge, atMs } = trade;
  return (
    <li
      data-side={side}
      data-large={isLarge}
      title={trades > 1 ? `${trades} trades of one order` : undefined}
    >
      <span className={styles.way} role="img" aria-label={side}>
        {side === 'buy' ? '▲' : '▼'}
      </span>
      <span className={styles.tapePrice}>{formatExactDecimal(price, decimals)}</span>
      <span className={styles.tapeSize}>
        {isLarge && <span className={styles.large}>large</span>} {formatExactDecimal(size, sizeDecimals)}
      </span>
      <time>{formatClock(atMs, zone).slice(0, 8)}</time>
    </li>
  );
});

/** The filter does not change with every trade. */
const LeastSize = memo(
  function LeastSize({ feed: { instrument }, least, setLeast }: TapeProps) {
    const unit = toUnit(instrument);
    return (
      <NumberInput
        aria-label={`Least size in ${unit}`}
        size="xs"
        w={110}
        min={0}
        step={toLot(instrument) * 100}
        hideControls
        leftSection="≥"
        rightSection={<span className="caption">{unit.slice(0, 5)}</span>}
        rightSectionWidth={40}
        value={least}
        onChange={(size) => setLeast(Number(size) || 0)}
      />
    );
  },
  (before, after) => before.feed === after.feed && before.least === after.least,
);
