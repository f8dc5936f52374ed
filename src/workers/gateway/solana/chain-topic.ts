// How Solana is followed, asked every two seconds while somebody looks.
import type { ChainState } from '../../../api/solana-words.ts';
import type { Clock } from '../../../core/clock.ts';
import { toAppError } from '../../../core/errors.ts';
import type { Topic } from '../live/topic.ts';
import { createLatestTopic } from '../live/topics/latest.ts';
import type { GatewayParts } from '../parts.ts';
import { readAllPages } from './read-all-pages.ts';

type Options = {
  readonly clock: Clock;
  readonly epoch: string;
  readonly chain: Pick<GatewayParts['chain'], 'health' | 'followed' | 'endpoints'>;
  readonly seq: () => number;
};

const EVERY_MS = 2000;
const DEADLINE = { deadlineMs: 1800 };

export function startChainTopic({ clock, epoch, chain, seq }: Options): { topic: Topic; stop(): void } {
  const { topic, publish } = createLatestTopic('chain', epoch);
  let isReading = false;
  let hasTold = false;

  const take = async (): Promise<void> => {
    if (isReading || (hasTold && !topic.isFollowed)) return;
    isReading = true;
    publish(await readChainState(chain, seq()));
    hasTold = true;
    isReading = false;
  };

  const timer = clock.every(EVERY_MS, () => void take());
  void take();
  return { topic, stop: () => timer.cancel() };
}

/** Never rejects: who does not answer is told as away. */
async function readChainState(chain: Options['chain'], activitySeq: number): Promise<ChainState> {
  try {
    const [{ status, says = '' }, followed, endpoints] = await Promise.all([
      chain.health(undefined, DEADLINE),
      readAllPages((page) => chain.followed(page, DEADLINE)),
      chain.endpoints(undefined, DEADLINE),
    ]);
    const slots = endpoints.flatMap(({ slot }) => (slot === null ? [] : [slot]));
    return {
      status,
      says,
      followed: followed.length,
      catchingUp: followed.filter(({ state }) => state === 'catching-up').length,
      slot: slots.length === 0 ? null : Math.max(...slots),
      activitySeq,
      endpoints,
    };
  } catch (error) {
    const says = `Solana is not followed at present: ${toAppError(error).message}`;
    const none = { followed: 0, catchingUp: 0, slot: null, endpoints: [] };
    return { status: 'Disconnected', says, activitySeq, ...none };
  }
}
