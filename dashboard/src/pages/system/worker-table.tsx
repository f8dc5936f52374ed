import { useMemo } from 'react';
import type { WorkerFigures } from '../../../../src/api/system.ts';
import type { LiveColumn } from '../../components/live-table/column.ts';
import { LiveTable } from '../../components/live-table/live-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { Empty } from '../../components/states.tsx';
import { WorkerStatus } from '../../components/status.tsx';
import { UnknownFigure } from '../../components/unknown-figure.tsx';
import { formatCount, formatDecimals, formatShare } from '../../format/number.ts';
import { toPlace, toPlaceSentence } from '../../format/place.ts';
import type { SystemView } from '../../live/reducers.ts';

type Row = WorkerFigures & { readonly trend: readonly (number | null)[] };

const MEGA = 1e6;
const mega = (value: number | null): number | null => (value === null ? null : Math.round(value / 1e5) / 10);

const columns: readonly LiveColumn<Row>[] = [
  { id: 'name', header: 'Worker', value: ({ name }) => name, card: 'title' },
  {
    id: 'state',
    header: 'State',
    value: ({ state }) => state,
    cell: ({ state, word }) => <WorkerStatus state={state} word={word} />,
    card: 'figure',
  },
  {
    id: 'trend',
    header: 'Last minute',
    value: ({ cpuPercent }) => cpuPercent,
    cell: ({ name, trend, place }) =>
      place === 'own' ? (
        <Sparkline values={trend} label={`CPU of ${name}`} format={formatShare} least={10} />
      ) : (
        <span className="caption">{toPlace(place)}</span>
      ),
    isUnsortable: true,
    card: 'note',
  },
  ofThread(number('cpu', 'CPU %', ({ cpuPercent }) => cpuPercent, 1, 'age')),
  ofThread(number('heap', 'Heap MB', ({ heapBytes }) => mega(heapBytes), 1)),
  ofThread(
    number(
      'limit',
      'Limit MB',
      ({ heapLimitBytes }) => (heapLimitBytes === null ? null : Math.round(heapLimitBytes / MEGA)),
      0,
    ),
  ),
  ofThread(number('loop', 'Loop p99 ms', ({ loopDelayMs }) => loopDelayMs, 1)),
  number('queue', 'Waiting', ({ queueDepth }) => queueDepth, 0),
  number('p50', 'Latency p50 ms', ({ latencyMs }) => latencyMs.p50, 2),
  number('p99', 'Latency p99 ms', ({ latencyMs }) => latencyMs.p99, 2),
  number('processed', 'Processed', ({ processed }) => processed, 0),
  number('errors', 'Errors', ({ errors }) => errors, 0),
  number('dropped', 'Dropped', ({ dropped }) => dropped, 0),
  number('restarts', 'Restarts', ({ restarts }) => restarts, 0),
];

function number(
  id: string,
  header: string,
  value: (row: Row) => number | null,
  decimals: number,
  card?: 'age',
): LiveColumn<Row> {
  const format = (row: Row): string =>
    decimals === 0 ? formatCount(value(row)) : formatDecimals(value(row), decimals);
  return { id, header, value, cell: format, isNumber: true, ...(card ? { card } : {}) };
}

/** What is known of a thread is not known of a worker without one: then the reason stands there. */
function ofThread(column: LiveColumn<Row>): LiveColumn<Row> {
  const { cell, header } = column;
  return {
    ...column,
    cell: (row) =>
      row.place === 'own' ? cell?.(row) : <UnknownFigure name={header} reason={toPlaceSentence(row)} />,
  };
}

type WorkerTableProps = { readonly view: SystemView; readonly open: (worker: string) => void };

export function WorkerTable({ view: { state, trends }, open }: WorkerTableProps) {
  const rows = useMemo(
    () =>
      state.workers.map((worker): Row => ({ ...worker, trend: trends.get(worker.name)?.cpuPercent ?? [] })),
    [state, trends],
  );
  return (
    <Panel isFlush>
      <LiveTable
        name="Workers"
        rows={rows}
        columns={columns}
        toId={toName}
        onOpen={({ name }) => open(name)}
        toTone={toTone}
        empty={<Empty title="No worker has told of itself yet" />}
        tools={<span className="caption">{rows.length} workers, once a second</span>}
      />
    </Panel>
  );
}

const toName = ({ name }: Row): string => name;
const toTone = ({ state }: Row): 'bad' | undefined => (state === 'failed' ? 'bad' : undefined);
