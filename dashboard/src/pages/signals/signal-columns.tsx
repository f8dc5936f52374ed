import type { LiveColumn } from '../../components/live-table/column.ts';
import { Confidence } from '../../components/signals/confidence.tsx';
import { Side } from '../../components/signals/side.tsx';
import {
  endMeanings,
  endTones,
  endWords,
  formatBps,
  type SignalRow,
  toTypeName,
} from '../../components/signals/signal-words.ts';
import { When } from '../../components/signals/when.tsx';
import { Status } from '../../components/status.tsx';
import { formatExactDecimal } from '../../format/decimal.ts';
import { formatExact } from '../../format/time.ts';
import styles from './signals-page.module.css';

const horizons = [1, 5, 15, 60];

/** Pages come from the server, newest first: to sort only those that are here would mislead. */
const isUnsortable = true;
/** Asked for seldom on the page, but always in a file. */
const kept = { isHiddenAtFirst: true, isInFile: true, isUnsortable } as const;

export const signalColumns: readonly LiveColumn<SignalRow>[] = [
  {
    id: 'at',
    header: 'At',
    value: ({ eventMs }) => formatExact(eventMs, 'utc'),
    cell: ({ eventMs }) => <When atMs={eventMs} />,
    card: 'age',
    isUnsortable,
  },
  {
    id: 'instrument',
    header: 'Instrument',
    value: ({ instrument }) => instrument,
    card: 'note',
    isUnsortable,
  },
  {
    id: 'side',
    header: 'Side',
    value: ({ side }) => side,
    cell: ({ side }) => <Side side={side} />,
    card: 'title',
    isUnsortable,
  },
  {
    id: 'type',
    header: 'Type',
    value: ({ type, variant }) => toTypeName(type, variant),
    card: 'title',
    isUnsortable,
  },
  {
    id: 'price',
    header: 'Price',
    value: ({ price }) => price,
    cell: ({ price }) => formatExactDecimal(price),
    isNumber: true,
    isUnsortable,
  },
  {
    id: 'confidence',
    header: 'Confidence',
    value: ({ confidence }) => confidence,
    cell: ({ confidence, isCalibrated }) => (
      <Confidence confidence={confidence} isCalibrated={isCalibrated} />
    ),
    isNumber: true,
    card: 'figure',
    isUnsortable,
  },
  {
    id: 'score',
    header: 'Score',
    value: ({ figures }) => figures['score'],
    isNumber: true,
    ...kept,
  },
  ...(['stop', 'invalidation'] as const).map(
    (name): LiveColumn<SignalRow> => ({
      id: name,
      header: name === 'stop' ? 'Stop' : 'Wrong beyond',
      value: (signal) => signal[name],
      cell: (signal) => formatExactDecimal(signal[name]),
      isNumber: true,
      ...kept,
    }),
  ),
  {
    id: 'targets',
    header: 'Targets',
    value: ({ targets }) => targets.join(' '),
    cell: ({ targets }) => targets.map((target) => formatExactDecimal(target)).join(' · '),
    isNumber: true,
    ...kept,
  },
  ...horizons.map(
    (minutes, i): LiveColumn<SignalRow> => ({
      id: `after${minutes}`,
      header: `${minutes} min bps`,
      value: ({ outcome }) => outcome?.returnsBps[i],
      cell: ({ outcome }) => <Bps value={outcome?.returnsBps[i]} />,
      isNumber: true,
      isUnsortable,
    }),
  ),
  {
    id: 'end',
    header: 'End',
    value: ({ outcome }) => outcome?.end,
    cell: ({ outcome }) => <End outcome={outcome} />,
    card: 'note',
    isUnsortable,
  },
  {
    id: 'endBps',
    header: 'End bps',
    value: ({ outcome }) => outcome?.endBps,
    cell: ({ outcome }) => <Bps value={outcome?.endBps} />,
    isNumber: true,
    card: 'age',
    isUnsortable,
  },
  {
    id: 'says',
    header: 'What was seen',
    value: ({ says }) => says,
    isFilling: true,
    ...kept,
  },
  { id: 'id', header: 'Id', value: ({ id }) => id, ...kept },
];

/** Basis points: right is up and has a plus, wrong is down and has a minus. */
function Bps({ value }: { readonly value: number | null | undefined }) {
  const way = value === null || value === undefined || value === 0 ? undefined : value > 0 ? 'up' : 'down';
  return (
    <span className={styles.bps} data-way={way}>
      {formatBps(value)}
    </span>
  );
}

function End({ outcome }: Pick<SignalRow, 'outcome'>) {
  if (!outcome) return <span className="faint">not known yet</span>;
  return (
    <span title={endMeanings[outcome.end]}>
      <Status tone={endTones[outcome.end]}>{endWords[outcome.end]}</Status>
    </span>
  );
}
