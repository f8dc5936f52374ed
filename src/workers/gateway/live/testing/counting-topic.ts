// A topic whose deltas are the numbers 1, 2, 3 … and whose snapshot is all of them, so that a loss or a repeat shows.
import { z } from 'zod';
import { type TopicDefinition, topics } from '../../../../api/live.ts';
import { Topic } from '../topic.ts';

export type CountingOptions = Partial<TopicDefinition> & {
  readonly epoch?: string;
  readonly maxBytes?: number;
};

/** With the filter `{ even: true }` only every second one. */
export function createCountingTopic({ epoch = 'first', maxBytes, ...definition }: CountingOptions = {}) {
  const all: number[] = [];
  const isEven = (number: number) => number % 2 === 0;
  const topic = new Topic({
    name: 'alerts',
    epoch,
    snapshot: (filter) => (filter ? all.filter(isEven) : [...all]),
    narrow: (data) => (isEven(data as number) ? data : undefined),
    definition: {
      ...topics.alerts,
      filter: z.strictObject({ even: z.literal(true).optional() }),
      ...definition,
    },
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
  const publish = () => {
    all.push(all.length + 1);
    topic.publish(all.length);
  };
  const skip = () => {
    all.push(all.length + 1);
    topic.skip();
  };
  return { topic, publish, skip, all };
}
