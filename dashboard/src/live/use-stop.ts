import { useDeed, useRead } from '../api/queries.ts';
import type { ReplyOf } from '../api/routes.ts';
import { useTopic } from './use-live.ts';

export type Stop = {
  readonly state: ReplyOf<'GET /api/stop'> | undefined;
  readonly isBusy: boolean;
  stop(reason: string): Promise<unknown>;
  resume(): Promise<unknown>;
};

/** Whether new positions are stopped: live, and by request while there is no live connection. */
export function useStop(): Stop {
  const { view, atMs } = useTopic('trading');
  const read = useRead('GET /api/stop');
  const stopping = useDeed('POST /api/stop', ['GET /api/stop']);
  const resuming = useDeed('DELETE /api/stop', ['GET /api/stop']);
  const isReadNewer = read.data !== undefined && read.dataUpdatedAt > (atMs ?? 0);
  return {
    state: isReadNewer ? read.data : (view ?? read.data),
    isBusy: stopping.isPending || resuming.isPending,
    stop: (reason) => stopping.mutateAsync({ body: { reason } }),
    resume: () => resuming.mutateAsync({}),
  };
}
