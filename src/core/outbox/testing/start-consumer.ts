// A consumer over an outbox in memory, on a clock that moves only when told to.
import type { TestContext } from 'node:test';
import { z } from 'zod';
import type { ErrorCode } from '../../error-table.ts';
import { AppError } from '../../errors.ts';
import type { Log } from '../../log/log.ts';
import { createSeededRandom } from '../../random.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { consumeOutbox } from '../consume-outbox.ts';
import type { ConsumerOptions, OutboxMessage } from '../consumer-options.ts';
import { createMemoryOutbox } from './memory-outbox.ts';

type Handle = (message: OutboxMessage<unknown>) => Promise<void> | void;

function listeningLog(lines: string[]): Log {
  const write = (message: string) => void lines.push(message);
  const log: Log = { debug: write, info: write, warn: write, error: write, fatal: write, child: () => log };
  return log;
}

export function startConsumer(
  t: Pick<TestContext, 'after'>,
  handle: Handle = () => {},
  options: Partial<ConsumerOptions<unknown>> & { keys?: string } = {},
) {
  const { keys = '', ...others } = options;
  const clock = createManualClock();
  const outbox = createMemoryOutbox();
  for (const key of keys) outbox.owe(key);
  const handled: string[] = [];
  const lines: string[] = [];
  const consumer = consumeOutbox({
    source: outbox,
    topic: 'orders',
    payload: z.unknown(),
    clock,
    random: createSeededRandom(1),
    log: listeningLog(lines),
    async handle(message) {
      await handle(message);
      handled.push(message.key);
    },
    ...others,
  });
  t.after(() => consumer.stop());
  const text = () => handled.join('');
  return { clock, outbox, consumer, lines, handled: text, rest: () => clock.advance(0) };
}

/** Fails as often as told for each key, then succeeds. */
export function failing(code: ErrorCode, times: Record<string, number>): Handle {
  const left = new Map(Object.entries(times));
  return ({ key }) => {
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    if (count > 0) throw new AppError(code);
  };
}
