import type { QuoteGains } from '../../api/solana.ts';
import { Gain, PlainDash } from '../../components/solana/gain.tsx';
import { UnknownFigure } from '../../components/unknown-figure.tsx';
import styles from './traders-page.module.css';

type GainsProps = {
  readonly name: string;
  readonly gains: readonly QuoteGains[] | null;
  readonly of: 'realised' | 'unrealised';
  readonly says: string | null;
  readonly isPlain?: boolean;
};

/** One line for each quote: SOL and dollars are never added up. */
export function Gains({ name, gains, of, says, isPlain = false }: GainsProps) {
  if (isPlain && (gains === null || gains.length === 0))
    return <PlainDash reason={says ?? 'No trade of this wallet was seen yet.'} />;
  if (gains === null) return <UnknownFigure name={name} reason={says ?? 'It was not counted.'} />;
  if (gains.length === 0) return <UnknownFigure name={name} reason="No trade of this wallet was seen yet." />;
  return (
    <span className={styles.gains}>
      {gains.map((each) => (
        <Gain
          key={each.quote}
          name={`${name} in ${each.symbol}`}
          units={each[of]}
          decimals={each.decimals}
          symbol={each.symbol}
          says={each.says}
          isPlain={isPlain}
        />
      ))}
    </span>
  );
}
