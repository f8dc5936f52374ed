import { useSlice } from './use-live.ts';

/** How many alerts last and nobody has marked as read. */
export function useUnread(): number {
  return useSlice(
    'alerts',
    ({ view }) =>
      view?.filter(({ readAtMs, clearedAtMs }) => readAtMs === null && clearedAtMs === null).length ?? 0,
  );
}
