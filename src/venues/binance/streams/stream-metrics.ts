import type { Counter, Metrics } from '../../../core/board/metrics.ts';
import type { StreamState, WantedStreams } from '../../venue.ts';

export interface StreamMetrics {
  readonly messages: Counter;
  wanted(wanted: WantedStreams): void;
  count(state: StreamState): void;
}

export function createStreamMetrics(metrics: Metrics, peer: string): StreamMetrics {
  const streams = metrics.gauge('zapflow_venue_streams', { peer });
  const silent = metrics.counter('zapflow_venue_silences', { peer });
  const refused = metrics.counter('zapflow_venue_streams_refused', { peer });
  const ended = (why: string) => metrics.counter('zapflow_venue_connections_ended', { peer, why });
  const lost = ended('lost');
  const renewed = { planned: ended('planned'), silent: ended('silent'), announced: ended('announced') };
  return {
    messages: metrics.counter('zapflow_venue_messages', { peer }),
    wanted(wanted) {
      let count = 0;
      for (const names of wanted.values()) count += names.length;
      streams.set(count);
    },
    count(state) {
      if (state.type === 'disconnected') lost.add();
      if (state.type === 'rotated') renewed[state.why].add();
      if (state.type === 'silent') silent.add();
      if (state.type === 'refused') refused.add();
    },
  };
}
