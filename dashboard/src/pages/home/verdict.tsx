import { IconAlertTriangle, IconCircleX, IconShieldCheck } from '@tabler/icons-react';
import type { SystemState } from '../../../../src/api/system.ts';
import { formatDuration } from '../../format/number.ts';
import { toNoTrading } from '../../live/no-trading.ts';
import { useNow } from '../../live/use-now.ts';
import styles from './verdict.module.css';

const looks = {
  Healthy: { Icon: IconShieldCheck, tone: 'good' },
  Degraded: { Icon: IconAlertTriangle, tone: 'warn' },
  Disconnected: { Icon: IconCircleX, tone: 'bad' },
} as const;

/** The answer first, in one sentence of the program's own. */
export function Verdict({ state }: { readonly state: SystemState }) {
  const nowMs = useNow();
  const noTrading = toNoTrading(state);
  const { Icon, tone } = looks[state.status];
  const upMs = Math.max(0, Math.floor((nowMs - state.startedAtMs) / 60_000) * 60_000);
  return (
    <section className={styles.verdict} data-tone={tone} aria-label="Verdict">
      <span className={styles.icon}>
        <Icon size={28} stroke={1.6} aria-hidden />
      </span>
      <div>
        <p className={`${styles.status} figure`}>{state.status}</p>
        <h1 className="figure">{state.says}</h1>
        {noTrading !== undefined && <p>{noTrading}</p>}
        <p className="dim">
          {upMs < 60_000 ? 'Running for less than a minute' : `Running for ${formatDuration(upMs)}`}, version{' '}
          {state.version}
        </p>
      </div>
    </section>
  );
}
