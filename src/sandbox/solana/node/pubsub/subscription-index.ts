// Subscriptions by what they are about, so that a transaction meets only those that it concerns.
import type { Subscription, TopicKind } from './subscription.ts';

export type SubscriptionIndex = {
  readonly size: number;
  add(subscription: Subscription): void;
  remove(subscription: Subscription): void;
  /** A copy where it is iterated while one of them ends. */
  of(kind: TopicKind, key: string | null): Iterable<Subscription>;
  has(kind: TopicKind): boolean;
};

const nobody: readonly Subscription[] = [];

export function createSubscriptionIndex(): SubscriptionIndex {
  const kinds = new Map<TopicKind, Map<string | null, Set<Subscription>>>();
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(subscription) {
      const { kind, key } = subscription.topic;
      const keys = kinds.get(kind) ?? new Map<string | null, Set<Subscription>>();
      kinds.set(kind, keys);
      const members = keys.get(key) ?? new Set();
      keys.set(key, members.add(subscription));
      size += 1;
    },
    remove(subscription) {
      const { kind, key } = subscription.topic;
      const keys = kinds.get(kind);
      const members = keys?.get(key);
      if (!keys || !members?.delete(subscription)) return;
      size -= 1;
      if (members.size === 0) keys.delete(key);
      if (keys.size === 0) kinds.delete(kind);
    },
    of: (kind, key) => kinds.get(kind)?.get(key) ?? nobody,
    has: (kind) => kinds.has(kind),
  };
}
