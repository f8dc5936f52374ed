import { UnstyledButton } from '@mantine/core';
import type { WorkerFigures } from '../../../../src/api/system.ts';
import { Sparkline } from '../../components/sparkline.tsx';
import { WorkerStatus } from '../../components/status.tsx';
import { formatBytes, formatCount, formatDuration, formatShare } from '../../format/number.ts';
import { toPlace, toPlaceSentence } from '../../format/place.ts';
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
              <WorkerStatus state={worker.state} word={worker.word} />
            </span>
            {worker.place === 'own' ? (
              <Trend worker={worker} values={trends.get(worker.name)?.cpuPercent ?? []} />
            ) : (
              <p className={styles.says}>{worker.says ?? toPlaceSentence(worker)}</p>
            )}
            <dl className="figure">
              {worker.place === 'own' ? (
                <>
                  <Fact name="CPU" value={formatShare(worker.cpuPercent)} />
                  <Fact name="Heap" value={formatBytes(worker.heapBytes)} />
                  <Fact name="Loop p99" value={formatDuration(worker.loopDelayMs)} />
                </>
              ) : (
                <Fact
                  isWide
                  name={toPlace(worker.place)}
                  value={
                    worker.place === 'process' ? `${formatBytes(worker.rssBytes)} of memory` : 'counted there'
                  }
                />
              )}
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

function Trend({ worker, values }: { worker: WorkerFigures; values: readonly (number | null)[] }) {
  return (
    <Sparkline
      isWide
      values={values}
      label={`CPU of ${worker.name} in the last minute`}
      format={formatShare}
      least={10}
    />
  );
}

type FactProps = { readonly name: string; readonly value: string; readonly isWide?: boolean };

function Fact({ name, value, isWide = false }: FactProps) {
  return (
    <div data-wide={isWide}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
