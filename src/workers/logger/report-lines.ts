// What the logger tells the rest of the program: every line as an event, every line lost in a metric.
import type { Metrics } from '../../core/board/metrics.ts';
import type { Publish } from '../../core/service.ts';
import type { loggerContract } from './contract.ts';
import type { LogSink } from './sink.ts';
import type { Terminal } from './terminal.ts';

export interface LineReports {
  /** The name of the logger's service. */
  readonly worker: string;
  readonly life: string;
  readonly publish: Publish<typeof loggerContract>;
  readonly metrics: Metrics;
  readonly terminal: Pick<Terminal, 'notShown'>;
}

export function reportLines(sink: LogSink, { worker, life, publish, metrics, terminal }: LineReports): void {
  const unheard = metrics.counter('zapflow_messages_dropped', { worker, message: 'lineWritten' });
  const countDropped = byDifference(metrics, worker, 'ring');
  const countNotShown = byDifference(metrics, worker, 'terminal');
  sink.onLine(({ line, level }, seq) => {
    // A line may be longer than a message; it is in the files all the same.
    publish('lineWritten', { life, seq, line, level }).catch(() => unheard.add());
    // A drop is never without a line: that of the ring says so, that of the terminal was one.
    countDropped(sink.counts().dropped);
    countNotShown(terminal.notShown());
  });
}

function byDifference(metrics: Metrics, worker: string, by: 'ring' | 'terminal'): (total: number) => void {
  const counter = metrics.counter('zapflow_log_lines_dropped', { worker, by });
  let counted = 0;
  return (total) => {
    if (total > counted) counter.add(total - counted);
    counted = total;
  };
}
