import { formatGain, toNumber } from '../../format/unit-amounts.ts';
import { UnknownFigure } from '../unknown-figure.tsx';
import styles from './solana.module.css';

type GainProps = {
  /** For those who do not see where it stands. */
  readonly name: string;
  /** Base units of the quote; null where it is not known. */
  readonly units: string | null;
  readonly decimals: number;
  readonly symbol: string;
  readonly says: string | null;
  /** In what is pressed as a whole, which may hold no button of its own. */
  readonly isPlain?: boolean;
};

/** Won has a plus and is up, lost has a minus and is down; zero is neither. */
export function Gain({ name, units, decimals, symbol, says, isPlain = false }: GainProps) {
  if (units === null && isPlain) return <PlainDash reason={says} />;
  if (units === null) return <UnknownFigure name={name} reason={says ?? 'It was not counted.'} />;
  const value = toNumber(units, decimals);
  const way = units === '0' ? undefined : units.startsWith('-') ? 'down' : 'up';
  return (
    <span className={styles.gain} data-way={way}>
      {formatGain(value, symbol)} <span className={styles.unit}>{symbol}</span>
    </span>
  );
}

export function PlainDash({ reason }: { readonly reason: string | null }) {
  return (
    <span className="faint" title={reason ?? undefined}>
      —
    </span>
  );
}
