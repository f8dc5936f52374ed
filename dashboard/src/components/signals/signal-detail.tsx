import { formatExactDecimal } from '../../format/decimal.ts';
import { formatDecimals, UNKNOWN } from '../../format/number.ts';
import { toWords } from '../../format/words.ts';
import { CopyText } from '../copy-text.tsx';
import { Time } from '../time.tsx';
import { Side } from './side.tsx';
import { endMeanings, endWords, formatBps, type SignalRow, toTypeName } from './signal-words.ts';
import styles from './signals.module.css';

type Fact = readonly [string, React.ReactNode];

/** The whole reason of a signal: what was seen, what speaks for and against it, where it ends, and what became of it. */
export function SignalDetail({ signal }: { readonly signal: SignalRow }) {
  const { outcome, trades, targets } = signal;
  return (
    <div className={styles.detail}>
      <p className={styles.says}>{signal.says}</p>
      <div className={styles.blocks}>
        <Facts
          title="Levels"
          facts={[
            ['Price', formatExactDecimal(signal.price)],
            ['Stop', formatExactDecimal(signal.stop)],
            ...targets.map((target, i): Fact => [`Target ${i + 1}`, formatExactDecimal(target)]),
            ['Proven wrong beyond', formatExactDecimal(signal.invalidation)],
          ]}
        />
        <Facts
          title="What was seen"
          facts={Object.entries(signal.figures).map(([name, value]) => [toWords(name), toFigure(value)])}
        />
        <Evidence title="Confirmed by" none="Nothing else said the same" evidence={signal.confirmations} />
        <Evidence title="Contradicted by" none="Nothing" evidence={signal.conflicts} />
        <Facts
          title="What became of it, bps"
          facts={
            outcome
              ? [
                  ...[1, 5, 15, 60].map(
                    (minutes, i): Fact => [`After ${minutes} min`, formatBps(outcome.returnsBps[i])],
                  ),
                  ['Worst, best', `${formatBps(outcome.drawdownBps)}, ${formatBps(outcome.bestBps)}`],
                  [
                    'End',
                    <span key="end" title={endMeanings[outcome.end]}>
                      {endWords[outcome.end]} {formatBps(outcome.endBps)}
                    </span>,
                  ],
                ]
              : [['Not known yet', UNKNOWN]]
          }
        />
        <Facts
          title="Made of"
          facts={[
            ['Trades', trades ? `${trades.from} to ${trades.to}` : 'no trades: of the book'],
            ['Seen at', <Time key="time" atMs={signal.eventMs} isPlain />],
            ['Correlation id', <CopyText key="id" text={signal.correlationId} />],
          ]}
        />
      </div>
    </div>
  );
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  return (
    <section>
      <h4>{title}</h4>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => [<dt key={`${name}-`}>{name}</dt>, <dd key={name}>{value}</dd>])}
      </dl>
    </section>
  );
}

type EvidenceProps = {
  readonly title: string;
  readonly none: string;
  readonly evidence: SignalRow['confirmations'];
};

function Evidence({ title, none, evidence }: EvidenceProps) {
  return (
    <section>
      <h4>{title}</h4>
      {evidence.length === 0 ? (
        <p className="dim">{none}</p>
      ) : (
        <ul className={styles.evidence}>
          {evidence.map((one) => (
            <li key={`${one.type}-${one.eventMs}-${one.price}`}>
              <Side side={one.side} isShort /> {toTypeName(one.type, one.variant)}{' '}
              <span className="faint">strength {formatDecimals(one.strength, 2)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function toFigure(value: number | string): string {
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? formatDecimals(value, 0) : String(Number(value.toPrecision(5)));
}
