// The figures of the program, taken once a second for everybody.
import type { SystemState } from '../../../../api/system.ts';
import type { Clock } from '../../../../core/clock.ts';
import type { Log } from '../../../../core/log/log.ts';
import { createLatestTopic } from './latest.ts';

export type SystemTopicOptions = {
  readonly clock: Clock;
  readonly log: Log;
  readonly epoch: string;
  read(): Promise<SystemState>;
};

const PERIOD_MS = 1000;

/** While nobody answers nothing is published, and the next second asks again. */
export function startSystemTopic({ clock, log, epoch, read }: SystemTopicOptions) {
  const { topic, publish } = createLatestTopic('system', epoch);
  let isReading = false;

  const take = async () => {
    if (isReading) return;
    isReading = true;
    try {
      publish(await read());
    } catch (error) {
      log.debug('the figures of the program could not be taken', { err: error });
    } finally {
      isReading = false;
    }
  };

  void take();
  const timer = clock.every(PERIOD_MS, () => void take());
  return { topic, stop: () => timer.cancel() };
}
