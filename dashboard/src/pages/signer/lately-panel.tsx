import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { Status } from '../../components/status.tsx';
import { formatCount, formatDuration } from '../../format/number.ts';
import styles from './signer-page.module.css';
import type { SignerState } from './signer-state.ts';

const purposes: Readonly<Record<string, string>> = { trade: 'Trades', withdrawal: 'Withdrawals' };

/** Counts only: what each was about stands with the trade or the withdrawal. */
export function LatelyPanel({ lately }: { readonly lately: SignerState['lately'] }) {
  const signed = Object.entries(lately?.signed ?? {});
  const refused = Object.entries(lately?.refused ?? {}).sort(([, a], [, b]) => b - a);
  const aside = lately ? `in the last ${formatDuration(Math.max(1000, lately.spanMs))}` : undefined;
  return (
    <Panel title="Signed and refused" aside={aside} isFlush>
      {signed.length + refused.length === 0 ? (
        <Empty title={lately ? 'Nothing was asked of it yet' : 'It does not tell what it signed'}>
          Signatures and refusals are counted here, each refusal with its reason.
        </Empty>
      ) : (
        <ul className={styles.rows} aria-label="Signed and refused">
          {signed.map(([purpose, count]) => (
            <li key={purpose}>
              <Status tone="good">{purposes[purpose] ?? purpose} signed</Status>
              <span className="figure">{formatCount(count)}</span>
            </li>
          ))}
          {refused.map(([reason, count]) => (
            <li key={reason}>
              <Status tone="warn">Refused: {toPlain(reason)}</Status>
              <span className="figure">{formatCount(count)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** `RATE_EXCEEDED` as `rate exceeded`. */
function toPlain(reason: string): string {
  return reason.toLowerCase().replaceAll('_', ' ');
}
