// What a consumer needs of whoever keeps the outbox; the client of storage is one.

export type StoredMessage = {
  /** Grows with the order of committing. */
  readonly seq: number;
  readonly key: string;
  /** JSON. */
  readonly payload: string;
  readonly correlationId: string;
  readonly createdAtMs: number;
};

export type MessagePage = { readonly messages: readonly StoredMessage[]; readonly hasMore: boolean };

export interface OutboxSource {
  /** The next messages after `after` that are not confirmed, in order. */
  messages(
    input: { readonly topic: string; readonly after: number; readonly max: number },
    options: { readonly signal: AbortSignal },
  ): Promise<MessagePage>;
  /** Everything up to `seq` is handled. */
  confirmMessages(input: { readonly topic: string; readonly seq: number }): Promise<unknown>;
  /** Sets one message aside with the reason and confirms it, in one transaction. */
  parkMessage(input: {
    readonly topic: string;
    readonly seq: number;
    readonly reason: string;
  }): Promise<unknown>;
  /** A doorbell that may be lost: something new is owed. */
  on(event: 'messagesOwed', handler: (data: { readonly topic: string }) => void): () => void;
}
