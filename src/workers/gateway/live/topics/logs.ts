// Log lines as they are written, a tenth of a second of them at a time.
import type { LogFilter, LogLine } from '../../../../api/logs.ts';
import type { Clock, Timer } from '../../../../core/clock.ts';
import { followLogger, type LoggerClient } from '../log-feed.ts';
import { createLineTest, searchLines } from '../log-search.ts';
import { LogWindow } from '../log-window.ts';
import { toLogLine } from '../to-log-line.ts';
import { Topic } from '../topic.ts';

export type LogsTopicOptions = {
  readonly clock: Clock;
  readonly epoch: string;
  /** The gateway's name, under which it tells what is missing. */
  readonly worker: string;
  readonly logger: LoggerClient;
};

export type LogsTopic = {
  readonly topic: Topic;
  /** The last lines that fit, oldest first. */
  search(filter: LogFilter, max: number): LogLine[];
  stop(): void;
};

const GATHER_MS = 100;
const SNAPSHOT_LINES = 200;
const MAX_BATCH_LINES = 500;
const MAX_CHARS = 256 * 1024;

export function startLogsTopic({ clock, epoch, worker, logger }: LogsTopicOptions): LogsTopic {
  const window = new LogWindow();
  let batch: LogLine[] = [];
  let batchChars = 0;
  let timer: Timer | undefined;
  let lastSeq = 0;
  let publishedSeq = 0;

  const topic = new Topic({
    name: 'logs',
    epoch,
    // What was not published yet comes as a delta.
    snapshot: (filter) =>
      searchLines(window.upTo(publishedSeq), (filter ?? {}) as LogFilter, SNAPSHOT_LINES, MAX_CHARS),
    narrow(data, filter) {
      const lines = (data as LogLine[]).filter(createLineTest(filter as LogFilter));
      return lines.length === 0 ? undefined : lines;
    },
  });

  const publish = () => {
    timer?.cancel();
    timer = undefined;
    if (batch.length === 0) return;
    const lines = batch;
    batch = [];
    batchChars = 0;
    publishedSeq = lastSeq;
    topic.publish(lines);
  };

  const add = (text: string) => {
    const line = toLogLine(++lastSeq, text);
    window.add(line);
    batch.push(line);
    batchChars += line.message.length + line.details.length;
    if (batch.length >= MAX_BATCH_LINES || batchChars >= MAX_CHARS) publish();
    else timer ??= clock.after(GATHER_MS, publish);
  };

  const tellMissed = (count: number) => {
    const message = `${count} lines are not shown here; the log files have them`;
    add(JSON.stringify({ level: 40, time: Math.floor(clock.now()), worker, msg: message, notShown: count }));
  };

  const stop = followLogger({ logger, onLine: add, onMissed: tellMissed });
  return {
    topic,
    search: (filter, max) => searchLines(window.upTo(), filter, max),
    stop() {
      stop();
      timer?.cancel();
    },
  };
}
