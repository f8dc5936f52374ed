// What a client on a WebSocket asked to be told of.
import type { AccountShape } from '../accounts/encode-account.ts';
import type { Commitment, View } from '../ledger/view.ts';
import type { AccountFilter } from '../rpc/account-filters.ts';
import type { BlockDetails } from '../rpc/encode-block.ts';

export type Topic =
  /** Of one address, or of all where it is null. */
  | { readonly kind: 'logs'; readonly key: string | null }
  | { readonly kind: 'account'; readonly key: string; readonly shape: AccountShape }
  | {
      readonly kind: 'program';
      readonly key: string;
      readonly shape: AccountShape;
      readonly filters: readonly AccountFilter[];
    }
  | { readonly kind: 'signature'; readonly key: string; readonly wantsReceived: boolean }
  | { readonly kind: 'block'; readonly key: string | null; readonly details: BlockDetails }
  | { readonly kind: 'slot' | 'root'; readonly key: null };

export type TopicKind = Topic['kind'];

export type Subscription = {
  readonly id: number;
  readonly view: View;
  readonly commitment: Commitment;
  readonly topic: Topic;
  /** A whole message. */
  notify(text: string): void;
  /** After a notification that is the only one. */
  done(): void;
};
