// Everything live of the gateway, put together: topics, log lines, history of figures, connections.
import type { SystemState } from '../../../api/system.ts';
import type { MetricSample } from '../../../core/board/metric-samples.ts';
import type { Random } from '../../../core/random.ts';
import { createLive, type Live, type LiveOptions } from './live.ts';
import type { LoggerClient } from './log-feed.ts';
import { type MetricHistory, startMetricHistory } from './metric-history.ts';
import type { TopicSource } from './topic.ts';
import { type AlertsTopic, createAlertsTopic } from './topics/alerts.ts';
import { createLatestTopic, type LatestTopic } from './topics/latest.ts';
import { type LogsTopic, startLogsTopic } from './topics/logs.ts';
import { startSystemTopic } from './topics/system.ts';

export type LiveSideOptions = Omit<LiveOptions, 'topics'> & {
  readonly random: Random;
  readonly logger: LoggerClient;
  /** Whose figures are kept for charts. */
  readonly workers: readonly string[];
  /** Topics that come from elsewhere. */
  readonly topics: readonly TopicSource[];
  /** What the System page shows. */
  system(): Promise<SystemState>;
  /** All figures as they stand. */
  samples(): readonly MetricSample[];
};

export type LiveSide = {
  readonly live: Live;
  readonly history: MetricHistory;
  readonly logs: LogsTopic;
  /** Fed by whoever raises and clears alerts; it begins with those of before. */
  readonly alerts: Omit<AlertsTopic, 'topic'>;
  /** Fed by whoever stops and resumes; first with what is at the start. */
  readonly trading: Omit<LatestTopic<'trading'>, 'topic'>;
  stop(): Promise<void>;
};

export function startLive(options: LiveSideOptions): LiveSide {
  const { clock, log, random, worker, logger, workers } = options;
  const epoch = random.hex(8);
  const system = startSystemTopic({ clock, log, epoch, read: options.system });
  const logs = startLogsTopic({ clock, epoch, worker, logger });
  const alerts = createAlertsTopic(epoch);
  const trading = createLatestTopic('trading', epoch);
  const history = startMetricHistory({ clock, workers, read: options.samples });
  const topics = [system, logs, alerts, trading].map(({ topic }) => topic);
  const live = createLive({ ...options, topics: [...topics, ...options.topics] });
  return {
    live,
    history,
    logs,
    alerts,
    trading,
    async stop() {
      history.stop();
      system.stop();
      logs.stop();
      await live.stop();
    },
  };
}
