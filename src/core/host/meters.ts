// Where the counts of a service's links go: cells of shared memory, and a log line for what somebody should look at.
import type { Counter, Metrics } from '../board/metrics.ts';
import { AppError } from '../errors.ts';
import type { LinkMeters } from '../link/meters.ts';
import type { Log } from '../log/log.ts';

/** @param onBug told of every handler that threw something foreign */
export function createMeters(
  worker: string,
  metrics: Metrics,
  log: Log,
  onBug: () => void = () => {},
): LinkMeters {
  const processed = metrics.counter('total_requests_processed', { worker });
  const errors = metrics.counter('error_count', { worker });
  const latency = metrics.histogram('processing_latency', { worker });
  const bugs = metrics.counter('zapflow_handler_bugs', { worker });
  const invalidMessages = metrics.counter('zapflow_messages_invalid', { worker });
  const lateReplies = metrics.counter('zapflow_late_replies', { worker });
  const messagesSent = metrics.counter('zapflow_messages_sent', { worker });
  const framesSent = metrics.counter('zapflow_frames_sent', { worker });
  const dropped = byName((message) => metrics.counter('zapflow_messages_dropped', { worker, message }));
  const missed = byName((stream) => metrics.counter('zapflow_stream_records_missed', { worker, stream }));
  return {
    handled(durationMs, count) {
      processed.add(count);
      latency.record(durationMs);
    },
    failed(isBug, err, name) {
      // declining is what it is for
      if (err instanceof AppError && err.kind === 'refused') return;
      errors.add();
      if (!isBug) return;
      bugs.add();
      log.error('a handler failed', { handler: name, err });
      onBug();
    },
    invalid(name) {
      invalidMessages.add();
      log.warn('a message broke its contract', { message: name });
    },
    stalled: (event, subscriber) => log.warn('a subscriber is stuck', { event, subscriber }),
    dropped: (name) => dropped(name).add(),
    lateReply: () => lateReplies.add(),
    missed: (name, records) => missed(name).add(records),
    posted(messages) {
      framesSent.add();
      messagesSent.add(messages);
    },
  };
}

function byName(create: (name: string) => Counter): (name: string) => Counter {
  const counters = new Map<string, Counter>();
  return (name) => {
    let counter = counters.get(name);
    if (!counter) {
      counter = create(name);
      counters.set(name, counter);
    }
    return counter;
  };
}
