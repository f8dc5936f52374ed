import { Button, Drawer } from '@mantine/core';
import { IconListDetails, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { WorkerFigures } from '../../../../src/api/system.ts';
import { useDeed } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Confirm } from '../../components/confirm.tsx';
import { tellDone, tellFailed } from '../../components/notify.ts';
import { Sparkline } from '../../components/sparkline.tsx';
import { WorkerStatus } from '../../components/status.tsx';
import { formatBytes, formatCount, formatDuration, formatShare } from '../../format/number.ts';
import { toPlaceSentence } from '../../format/place.ts';
import type { Trend } from '../../live/reducers.ts';
import { useIsLost } from '../../live/use-connected.ts';
import styles from './system-page.module.css';

/** What is no worker of the supervisor, and how it is started anew instead. */
const unrestarted: Readonly<Record<string, string>> = {
  supervisor: 'It starts and restarts the others; it is started anew with the program alone.',
  signer: 'It is started again by itself when it ends.',
  sandbox: 'It belongs to the sandbox mode and is started anew with the program alone.',
};

type WorkerDrawerProps = {
  readonly worker: WorkerFigures | undefined;
  readonly trend: Trend | undefined;
  readonly close: () => void;
};

export function WorkerDrawer({ worker, trend, close }: WorkerDrawerProps) {
  return (
    <Drawer opened={worker !== undefined} onClose={close} position="right" size={400} title={worker?.name}>
      {worker && <Detail worker={worker} trend={trend} />}
    </Drawer>
  );
}

function Detail({ worker, trend }: { readonly worker: WorkerFigures; readonly trend: Trend | undefined }) {
  const [, go] = useLocation();
  const isAdmin = useMay('admin');
  const isLost = useIsLost();
  const restarting = useDeed('POST /api/system/workers/{worker}/restart');
  const [isAsking, setAsking] = useState(false);
  const { name } = worker;
  const canRestart = unrestarted[name] === undefined;
  const restart = (): void => {
    setAsking(false);
    restarting.mutateAsync({ params: { worker: name } }).then(
      () => tellDone(`${name} restarts in good order`),
      (error: unknown) => tellFailed(`${name} was not restarted`, error),
    );
  };
  const facts: [string, string][] = [
    ...(worker.place === 'own' ? toThreadFacts(worker) : []),
    ...(worker.place === 'process'
      ? [['Memory of its process', formatBytes(worker.rssBytes)] as [string, string]]
      : []),
    ['Latency p50, p99', `${formatDuration(worker.latencyMs.p50)}, ${formatDuration(worker.latencyMs.p99)}`],
    ['Messages waiting', formatCount(worker.queueDepth)],
    ['Processed', formatCount(worker.processed)],
    ['Errors', formatCount(worker.errors)],
    ['Dropped', formatCount(worker.dropped)],
    ['Restarts', formatCount(worker.restarts)],
  ];
  return (
    <div className={styles.detail}>
      <WorkerStatus state={worker.state} word={worker.word} />
      {worker.says !== null && <p className="dim">{worker.says}</p>}
      {worker.place !== 'own' && <p className="caption">{toPlaceSentence(worker)}</p>}
      {worker.place === 'own' &&
        (
          [
            ['CPU', trend?.cpuPercent, formatShare],
            ['Loop delay', trend?.loopDelayMs, formatDuration],
          ] as [string, Trend['cpuPercent'] | undefined, (value: number | null) => string][]
        ).map(([label, values = [], format]) => (
          <div key={label} className={styles.trend}>
            <span className="caption">{label}, last minute</span>
            <Sparkline isWide values={values} label={`${label} of ${name}`} format={format} least={10} />
          </div>
        ))}
      <dl className="figure">
        {facts.map(([label, value]) => [<dt key={`${label}-`}>{label}</dt>, <dd key={label}>{value}</dd>])}
      </dl>
      <div className={styles.actions}>
        <Button
          leftSection={<IconListDetails size={16} stroke={1.7} />}
          onClick={() => go(`/logs?worker=${name}`)}
        >
          Its log
        </Button>
        {isAdmin && canRestart && (
          <Button
            leftSection={<IconRefresh size={16} stroke={1.7} />}
            onClick={() => setAsking(true)}
            loading={restarting.isPending}
            disabled={isLost}
          >
            Restart
          </Button>
        )}
      </div>
      {unrestarted[name] !== undefined && <p className="caption">{unrestarted[name]}</p>}
      {!isAdmin && canRestart && <p className="caption">Restarting needs the role admin.</p>}
      {isAsking && (
        <Confirm
          isHarmless
          title={`Restart ${name}?`}
          deed={`Restart ${name}`}
          isBusy={restarting.isPending}
          act={restart}
          close={() => setAsking(false)}
        >
          It finishes what it has begun, then a fresh one takes over. Calls to it wait meanwhile; nothing is
          lost.
        </Confirm>
      )}
    </div>
  );
}

function toThreadFacts(worker: WorkerFigures): [string, string][] {
  return [
    ['CPU of one core', formatShare(worker.cpuPercent)],
    ['Heap', `${formatBytes(worker.heapBytes)} of ${formatBytes(worker.heapLimitBytes)}`],
    ['Loop delay p99', formatDuration(worker.loopDelayMs)],
  ];
}
