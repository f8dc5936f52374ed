import { useSyncExternalStore } from 'react';
import type { ConnectionState } from './connection.ts';
import { live, type TopicState } from './live-store.ts';
import type { StoredTopic } from './reducers.ts';

/** A topic as it is shown now. Renders again only when this topic changed. */
export function useTopic<T extends StoredTopic>(topic: T): TopicState<T> {
  return useSyncExternalStore(live.subscribe, () => live.read()[topic]) as TopicState<T>;
}

/** One slice of a topic: renders again only when `select` gives another value. */
export function useSlice<T extends StoredTopic, V>(topic: T, select: (state: TopicState<T>) => V): V {
  return useSyncExternalStore(live.subscribe, () => select(live.read()[topic] as TopicState<T>));
}

export function useConnection(): ConnectionState {
  return useSyncExternalStore(live.subscribe, () => live.read().connection);
}
