import { UNKNOWN } from '../format/number.ts';
import styles from './flash-figure.module.css';
import { useFlash } from './use-flash.ts';

type FlashFigureProps = {
  readonly value: number | null;
  readonly format: (value: number | null) => string;
};

/** A figure that shows for a moment which way it moved: tint and arrow, in room that is always kept. */
export function FlashFigure({ value, format }: FlashFigureProps) {
  const flash = useFlash(value);
  return (
    <span className={styles.flash} data-flash={flash}>
      <span aria-hidden className={styles.arrow}>
        {flash === 'up' ? '▲' : flash === 'down' ? '▼' : ''}
      </span>
      {value === null ? UNKNOWN : format(value)}
    </span>
  );
}
