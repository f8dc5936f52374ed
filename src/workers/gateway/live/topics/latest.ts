// A topic of which only the newest counts: what it said last is what is.
import type { z } from 'zod';
import type { TopicName, topics } from '../../../../api/live.ts';
import { Topic } from '../topic.ts';

type DataOf<N extends TopicName> = z.input<(typeof topics)[N]['delta']>;

export type LatestTopic<N extends TopicName> = { readonly topic: Topic; publish(data: DataOf<N>): void };

/** Whoever subscribes before the first is told it when it comes. */
export function createLatestTopic<N extends TopicName>(name: N, epoch: string): LatestTopic<N> {
  let latest: DataOf<N> | undefined;
  const topic = new Topic({ name, epoch, snapshot: () => latest });
  return {
    topic,
    publish(data) {
      latest = data;
      topic.publish(data);
    },
  };
}
