import type { SystemState } from '../../../../src/api/system.ts';
import { Figure, Figures } from '../../components/figure.tsx';
import { Meter } from '../../components/meter.tsx';
import { Status } from '../../components/status.tsx';
import { Time } from '../../components/time.tsx';
import { formatBytes, formatCount, formatDuration, formatShare } from '../../format/number.ts';
import { useNow } from '../../live/use-now.ts';
import { sumOf } from './sum-of.ts';
import styles from './system-page.module.css';

const tones = { Healthy: 'good', Degraded: 'warn', Disconnected: 'bad' } as const;

export function SystemFigures({ state }: { readonly state: SystemState }) {
  const nowMs = useNow();
  const { workers, process } = state;
  const cpu = sumOf(workers, ({ cpuPercent }) => cpuPercent);
  return (
    <div className={styles.figures}>
      <Figures>
        <Figure label="State" note={`Mode ${state.mode}, version ${state.version}`}>
          <Status tone={tones[state.status]}>{state.status}</Status>
        </Figure>
        <Figure
          label="Running for"
          note={
            <>
              since <Time atMs={state.startedAtMs} isPlain />
            </>
          }
        >
          {formatDuration(Math.max(0, nowMs - state.startedAtMs))}
        </Figure>
        <Figure label="CPU" note="of one core, all workers">
          {formatShare(cpu)}
        </Figure>
        <Figure
          label="Memory"
          note={
            process.memoryLimitBytes === null ? (
              'No limit is set'
            ) : (
              <>
                of {formatBytes(process.memoryLimitBytes)}
                <Meter value={process.rssBytes} limit={process.memoryLimitBytes} label="Memory used" />
              </>
            )
          }
        >
          {formatBytes(process.rssBytes)}
        </Figure>
        <Figure label="Waiting" note="messages in queues">
          {formatCount(sumOf(workers, ({ queueDepth }) => queueDepth))}
        </Figure>
        <Figure label="Errors, dropped" note="messages since the start">
          {formatCount(sumOf(workers, ({ errors }) => errors))},{' '}
          {formatCount(sumOf(workers, ({ dropped }) => dropped))}
        </Figure>
      </Figures>
    </div>
  );
}
