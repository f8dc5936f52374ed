// Handles the messages of one topic: every one at least once, in order, one at a time. A topic has one consumer.
import { faultPoint } from '../fault-point.ts';
import { toBackoffMs } from '../outside/backoff.ts';
import { rootScope, runInScope } from '../scope.ts';
import { Confirmations } from './confirmations.ts';
import { type ConsumerOptions, type FilledOptions, fillConsumerOptions } from './consumer-options.ts';
import { Doorbell } from './doorbell.ts';
import { MessageHandling } from './message-handling.ts';
import type { MessagePage } from './outbox-source.ts';

/** So long a message waits at most when its doorbell was lost. */
const POLL_MS = 1000;
/** No longer than the poll, so that a source that is back is noticed as soon. */
const ASK_AGAIN = { baseMs: 50, maxMs: POLL_MS };

export type OutboxConsumer = {
  /** Takes no further message; resolves when the one under way has ended and what is handled is confirmed. */
  stop(): Promise<void>;
};

export function consumeOutbox<P>(options: ConsumerOptions<P>): OutboxConsumer {
  const filled = fillConsumerOptions(options);
  const { source, topic, clock } = filled;
  const bell = new Doorbell();
  const stopping = new AbortController();
  const leave = source.on('messagesOwed', (owed) => {
    if (owed.topic === topic) bell.ring();
  });
  const polling = clock.every(POLL_MS, () => bell.ring());
  // Whoever starts it may do so in a handler, whose deadline is not its own.
  const done = runInScope(rootScope(''), () => consume(filled, bell, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      leave();
      polling.cancel();
      bell.ring();
      await done;
    },
  };
}

async function consume<P>(options: FilledOptions<P>, bell: Doorbell, stopping: AbortSignal): Promise<void> {
  const handling = new MessageHandling(options, stopping);
  const confirmations = new Confirmations(options);
  let ahead: Promise<MessagePage> | undefined;
  let after = 0;
  while (!stopping.aborted) {
    const { messages, hasMore } = await (ahead ?? take(options, after, bell, stopping));
    after = messages.at(-1)?.seq ?? after;
    // The next page travels while this one is handled.
    ahead = hasMore ? take(options, after, bell, stopping) : undefined;
    for (const message of messages) {
      if (stopping.aborted) break;
      faultPoint('outbox.taken');
      const outcome = await handling.run(message);
      if (outcome === 'left') break;
      faultPoint('outbox.handled');
      if (outcome === 'parked') confirmations.confirmed(message.seq);
      else confirmations.handled(message.seq);
    }
    void confirmations.flush();
    if (!ahead) await bell.rung();
  }
  await confirmations.flush();
}

/** Never rejects: without an answer it asks again, and at the end of its life it takes nothing. */
async function take(
  { source, topic, pageSize, clock, random, log }: FilledOptions<unknown>,
  after: number,
  bell: Doorbell,
  stopping: AbortSignal,
): Promise<MessagePage> {
  for (let failures = 1; !stopping.aborted; failures++) {
    bell.silence();
    try {
      return await source.messages({ topic, after, max: pageSize }, { signal: stopping });
    } catch (error) {
      if (stopping.aborted) break;
      if (failures === 1) log.warn('messages cannot be asked for at present', { topic, err: error });
    }
    await clock.sleep(toBackoffMs(failures, ASK_AGAIN, random), stopping).catch(() => {});
  }
  return { messages: [], hasMore: false };
}
