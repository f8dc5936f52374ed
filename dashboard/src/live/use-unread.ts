import { useSlice } from './use-live.ts';

/** How many alerts nobody has marked as read. */
export function useUnread(): number {
  return useSlice('alerts', ({ view }) => view?.filter(({ readAtMs }) => readAtMs === null).length ?? 0);
}
