// The gateway's HTTP server and its live connections, with nothing else of the program around them.
import type { Duplex } from 'node:stream';
import { topics } from '../../../src/api/live.ts';
import { allocateMetricRegion } from '../../../src/core/board/metric-region.ts';
import { openMetrics } from '../../../src/core/board/metrics.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { createLogger } from '../../../src/core/log/logger.ts';
import { createLive } from '../../../src/workers/gateway/live/live.ts';
import { toTextFrame } from '../../../src/workers/gateway/live/text-frame.ts';
import { Topic } from '../../../src/workers/gateway/live/topic.ts';
import { listenAlone } from './listen-alone.ts';
import { createMessage, FIRST_SEQ } from './message.ts';
import { serve } from './serve.ts';

const EPOCH = '0123456789abcdef';

/** Of a kind that sends everything, as the peer does; nobody is told what was before. */
const topic = new Topic({
  name: 'system',
  epoch: EPOCH,
  snapshot: () => [],
  definition: { ...topics.system, whenSlow: 'all', backlog: 2000 },
  maxBytes: 64 * 1024 * 1024,
});
const log = createLogger({ write: () => {}, clock: systemClock, worker: 'gateway' });
const live = createLive({
  clock: systemClock,
  log,
  metrics: openMetrics(allocateMetricRegion()),
  worker: 'gateway',
  version: '0.1.0',
  mode: 'sandbox',
  topics: [topic],
  refresh: async (actor) => actor,
});
const streams = new Set<Duplex>();
const port = await listenAlone({
  log,
  handlers: {},
  accept(socket, request) {
    streams.add(request.stream);
    socket.on('close', () => streams.delete(request.stream));
    live.accept(socket, request);
  },
});
for (let seq = 0; seq < FIRST_SEQ; seq++) topic.publish(null);
const place = { type: 'delta', topic: 'system', epoch: EPOCH, seq: FIRST_SEQ };
serve({
  port,
  streams,
  messageBytes: toTextFrame(JSON.stringify({ ...place, data: createMessage() })).length,
  send: () => topic.publish(createMessage()),
});
