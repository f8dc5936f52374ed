import { Select } from '@mantine/core';
import { memo, useRef } from 'react';
import { decimalsOfStep, toLot } from '../../../format/decimal.ts';
import { formatDecimals } from '../../../format/number.ts';
import { formatMoment } from '../../../format/time.ts';
import { usePreferences } from '../../../theme/preferences.ts';
import type { MarketFeed } from '../feed/market-feed.ts';
import { usePart } from '../feed/use-feed.ts';
import { bookSteps } from '../layout/layout.ts';
import styles from './book.module.css';
import { type LadderRow, toLadder } from './ladder-rows.ts';
import { formatSize, toUnit } from './size.ts';
import { useRoom } from './use-room.ts';

const ROW_PX = 20;
const HEAD_PX = 64;

type LadderProps = {
  readonly feed: MarketFeed;
  readonly stepTicks: number;
  readonly setStep: (stepTicks: number) => void;
};

/** The order book around the touch: sizes as bars, sums from the touch outwards. */
export function Ladder({ feed, stepTicks, setStep }: LadderProps) {
  const { tick, instrument } = feed;
  return (
    <section className={styles.pane} aria-label="Order book">
      <header className={styles.head}>
        <h2>Book</h2>
        <Select
          aria-label="Price step of a row"
          size="xs"
          w={108}
          data={bookSteps.map((step) => ({
            value: String(step),
            label: formatDecimals(
              step * tick,
              decimalsOfStep(instrument.tickUnits * step, instrument.priceDecimals),
            ),
          }))}
          value={String(stepTicks)}
          onChange={(step) => setStep(Number(step))}
        />
      </header>
      <Levels feed={feed} stepTicks={stepTicks} />
    </section>
  );
}

/** What changes four times a second, apart from what does not. */
function Levels({ feed, stepTicks }: Pick<LadderProps, 'feed' | 'stepTicks'>) {
  usePart(feed.parts.book);
  const { zone } = usePreferences();
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box);
  const { book, tick, instrument } = feed;
  const rows = Math.max(3, Math.floor((room - HEAD_PX) / 2 / ROW_PX));
  const decimals = decimalsOfStep(instrument.tickUnits, instrument.priceDecimals);
  const ladder = toLadder(book.levels('asks', rows, stepTicks), book.levels('bids', rows, stepTicks), [
    book.levels('asks', 1)[0],
    book.levels('bids', 1)[0],
  ]);
  const lot = toLot(instrument);
  const side = (rowsOf: readonly LadderRow[], name: 'ask' | 'bid') =>
    rowsOf.map((row) => (
      <BookRow
        key={row.ticks}
        side={name}
        price={formatDecimals(row.ticks * tick, decimals)}
        size={formatSize(row.size, lot)}
        sum={formatSize(row.sum, lot)}
        share={ladder.largest === 0 ? 0 : row.size / ladder.largest}
      />
    ));
  const spread = ladder.spreadTicks === null ? '—' : formatDecimals(ladder.spreadTicks * tick, decimals);
  return (
    <>
      {book.atMs !== null && !book.isKnown && (
        <p className={styles.unknown} role="status">
          The book is not known since {formatMoment(book.unknownSinceMs, Date.now(), zone)}: a gap. These are
          the levels before it.
        </p>
      )}
      <div ref={box} className={styles.ladder} data-known={book.isKnown}>
        {book.atMs === null ? (
          <div className={styles.skeleton} aria-busy="true" />
        ) : (
          <table className={`${styles.book} figure`}>
            <thead>
              <tr>
                <th scope="col">Price {instrument.quote}</th>
                <th scope="col">Size {toUnit(instrument)}</th>
                <th scope="col">Sum</th>
              </tr>
            </thead>
            <tbody>{side(ladder.asks.toReversed(), 'ask')}</tbody>
            <tbody>
              <tr className={styles.spread}>
                <td colSpan={3}>
                  {ladder.isCrossed ? 'Crossed' : 'Spread'} {spread}
                </td>
              </tr>
            </tbody>
            <tbody>{side(ladder.bids, 'bid')}</tbody>
          </table>
        )}
      </div>
    </>
  );
}

type BookRowProps = {
  readonly side: 'ask' | 'bid';
  readonly price: string;
  readonly size: string;
  readonly sum: string;
  readonly share: number;
};

/** Drawn again only when one of its figures changed. */
const BookRow = memo(function BookRow({ side, price, size, sum, share }: BookRowProps) {
  return (
    <tr data-side={side}>
      <td>{price}</td>
      <td className={styles.size}>
        <span className={styles.bar} style={{ transform: `scaleX(${share.toFixed(3)})` }} aria-hidden />
        <span>{size}</span>
      </td>
      <td className={styles.sum}>{sum}</td>
    </tr>
  );
});
