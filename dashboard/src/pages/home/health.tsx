import { Link } from 'wouter';
import { Meter } from '../../components/meter.tsx';
import { Panel } from '../../components/panel.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { WorkerStatus } from '../../components/status.tsx';
import { formatBytes, formatShare } from '../../format/number.ts';
import { toPlace } from '../../format/place.ts';
import type { SystemView } from '../../live/reducers.ts';
import styles from './health.module.css';

/** The parts of the program at a glance; each leads to its figures. */
export function Health({ view: { state, trends } }: { readonly view: SystemView }) {
  const { rssBytes, memoryLimitBytes } = state.process;
  return (
    <Panel title="Parts" aside={<Link href="/system">System</Link>} isFlush>
      <ul className={styles.list}>
        {state.workers.map(({ name, state: workerState, word, cpuPercent, place }) => (
          <li key={name}>
            <Link href={`/system/${name}`} className={styles.row}>
              <span className={styles.name}>{name}</span>
              <WorkerStatus state={workerState} word={word} />
              {place === 'own' ? (
                <>
                  <Sparkline
                    values={trends.get(name)?.cpuPercent ?? []}
                    label={`CPU of ${name}`}
                    format={formatShare}
                    least={10}
                  />
                  <span className={`${styles.figure} figure`}>{formatShare(cpuPercent)}</span>
                </>
              ) : (
                <span className={`${styles.place} caption`}>{toPlace(place)}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles.memory}>
        <span>
          Memory <span className="caption">of the process</span>
        </span>
        <span className="figure">
          {formatBytes(rssBytes)}
          {memoryLimitBytes !== null && <span className="faint"> of {formatBytes(memoryLimitBytes)}</span>}
        </span>
        <Meter value={rssBytes} limit={memoryLimitBytes} label="Memory used" />
      </div>
      <p className={styles.legend}>CPU of one core, last minute</p>
    </Panel>
  );
}
