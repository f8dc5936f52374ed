import { UnstyledButton } from '@mantine/core';
import { Sparkline } from '../../components/sparkline.tsx';
import { WorkerStatus } from '../../components/status.tsx';
import { formatBytes, formatCount, formatDecimals, formatDuration } from '../../format/number.ts';
import type { SystemView } from '../../live/reducers.ts';
import styles from './system-page.module.css';

type WorkerTilesProps = { readonly view: SystemView; readonly open: (worker: string) => void };

export function WorkerTiles({ view: { state, trends }, open }: WorkerTilesProps) {
  return (
    <ul className={styles.tiles} aria-label="Workers">
      {state.workers.map((worker) => (
        <li key={worker.name}>
          <UnstyledButton
            className={styles.tile}
            data-state={worker.state}
            onClick={() => open(worker.name)}
            data-row
          >
            <span className={styles.tileHead}>
              <strong>{worker.name}</strong>
              <WorkerStatus state={worker.state} />
            </span>
            <Sparkline
              isWide
              values={trends.get(worker.name)?.cpuPercent ?? []}
              label={`CPU of ${worker.name} in the last minute`}
              format={(value) => `${formatDecimals(value, 1)} %`}
              least={10}
            />
            <dl className="figure">
              <Fact
                name="CPU"
                value={worker.cpuPercent === null ? '—' : `${formatDecimals(worker.cpuPercent, 1)} %`}
              />
              <Fact name="Heap" value={formatBytes(worker.heapBytes)} />
              <Fact name="Loop p99" value={formatDuration(worker.loopDelayMs)} />
              <Fact name="Waiting" value={formatCount(worker.queueDepth)} />
              <Fact name="Restarts" value={formatCount(worker.restarts)} />
              <Fact name="Errors" value={formatCount(worker.errors)} />
            </dl>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
