// All subscriptions of all endpoints, and the order in which they are told.
import type { Bank } from '../bank/bank.ts';
import { type Commitment, commitments, type View } from '../ledger/view.ts';
import { createChannel } from './channel.ts';
import type { Subscription } from './subscription.ts';
import { createSubscriptionIndex } from './subscription-index.ts';
import { notificationOf, tellSignature, toResultText } from './tell-transaction.ts';

export type Hub = {
  readonly size: number;
  add(subscription: Subscription): void;
  remove(subscription: Subscription): void;
  /** Says that the node took a transaction in, to those who asked for that. */
  received(signature: string): void;
  follow(): void;
  rollback(height: number): void;
};

export function createHub(bank: Bank, views: readonly View[]): Hub {
  const endpoints = views.map((view) => createEndpoint(bank, view));
  const endpointOf = (view: View) => {
    const endpoint = endpoints.find((one) => one.view === view);
    if (!endpoint) throw new Error('This view is not of this hub.');
    return endpoint;
  };
  return {
    get size() {
      return endpoints.reduce((sum, { size }) => sum + size, 0);
    },
    add: (subscription) => endpointOf(subscription.view).add(subscription),
    remove: (subscription) => endpointOf(subscription.view).remove(subscription),
    received(signature) {
      for (const endpoint of endpoints) endpoint.received(signature);
    },
    follow() {
      for (const endpoint of endpoints) endpoint.follow();
    },
    rollback(height) {
      for (const endpoint of endpoints) endpoint.rollback(height);
    },
  };
}

function createEndpoint(bank: Bank, view: View) {
  const channels = new Map(
    commitments.map((commitment) => [commitment, createChannel(bank, view, commitment)]),
  );
  /** Slots and roots, which have no commitment. */
  const clock = createSubscriptionIndex();
  let told = { slot: view.heightAt('processed'), root: view.heightAt('finalized') };
  const indexOf = ({ topic, commitment }: Subscription) => {
    if (topic.kind === 'slot' || topic.kind === 'root') return clock;
    return (channels.get(commitment) as NonNullable<ReturnType<typeof channels.get>>).index;
  };
  const tellSlots = () => {
    const reached = { slot: view.heightAt('processed'), root: view.heightAt('finalized') };
    for (let height = told.slot + 1; height <= reached.slot; height += 1) {
      const block = bank.ledger.atHeight(height);
      const root = view.blockAt('finalized').slot;
      const text = JSON.stringify({ parent: block?.parentSlot, root, slot: block?.slot });
      for (const { id, notify } of clock.of('slot', null)) notify(notificationOf('slot', text, id));
    }
    for (let height = told.root + 1; height <= reached.root; height += 1) {
      const text = String(bank.ledger.atHeight(height)?.slot);
      for (const { id, notify } of clock.of('root', null)) notify(notificationOf('root', text, id));
    }
    told = reached;
  };
  const isThere = (signature: string, commitment: Commitment) => view.find(signature, commitment);

  return {
    view,
    get size() {
      return clock.size + commitments.reduce((sum, one) => sum + (channels.get(one)?.index.size ?? 0), 0);
    },
    add(subscription: Subscription) {
      const index = indexOf(subscription);
      index.add(subscription);
      if (subscription.topic.kind !== 'signature') return;
      const landed = isThere(subscription.topic.key, subscription.commitment);
      if (landed) tellSignature(index, landed);
    },
    remove: (subscription: Subscription) => indexOf(subscription).remove(subscription),
    received(signature: string) {
      const text = toResultText(view.blockAt('processed').slot, '"receivedSignature"');
      for (const { index } of channels.values())
        for (const { id, notify, topic } of index.of('signature', signature))
          if (topic.kind === 'signature' && topic.wantsReceived)
            notify(notificationOf('signature', text, id));
    },
    follow() {
      tellSlots();
      for (const channel of channels.values()) channel.follow();
    },
    rollback(height: number) {
      told = { slot: Math.min(told.slot, height), root: told.root };
      for (const channel of channels.values()) channel.rollback(height);
    },
  };
}
