// An outbox in memory that behaves as the one in storage, for tests of its consumers.
import type { OutboxSource, StoredMessage } from '../outbox-source.ts';

export type MemoryOutbox = OutboxSource & {
  owe(key: string, payload?: unknown): StoredMessage;
  /** Whether the doorbell is heard. */
  rings: boolean;
  readonly confirmedSeq: number;
  readonly parked: readonly { readonly seq: number; readonly reason: string }[];
  /** Every question and confirmation, in order: `after 3`, `confirm 5`. */
  readonly asked: readonly string[];
};

export function createMemoryOutbox(topic = 'orders'): MemoryOutbox {
  const rows: StoredMessage[] = [];
  const parked: { seq: number; reason: string }[] = [];
  const listeners = new Set<(data: { topic: string }) => void>();
  const asked: string[] = [];
  let confirmedSeq = 0;
  const confirm = (seq: number) => {
    confirmedSeq = Math.max(confirmedSeq, seq);
  };
  const outbox: MemoryOutbox = {
    rings: true,
    parked,
    asked,
    get confirmedSeq() {
      return confirmedSeq;
    },
    owe(key, payload = {}) {
      const seq = (rows.at(-1)?.seq ?? 0) + 1;
      const row = {
        seq,
        key,
        payload: JSON.stringify(payload),
        correlationId: `cause-${key}`,
        createdAtMs: 0,
      };
      rows.push(row);
      if (outbox.rings) for (const listener of listeners) listener({ topic });
      return row;
    },
    async messages({ after, max }) {
      asked.push(`after ${after}`);
      const open = rows.filter(({ seq }) => seq > after && seq > confirmedSeq);
      return { messages: open.slice(0, max), hasMore: open.length >= max };
    },
    async confirmMessages({ seq }) {
      asked.push(`confirm ${seq}`);
      confirm(seq);
    },
    async parkMessage({ seq, reason }) {
      if (seq <= confirmedSeq) return;
      parked.push({ seq, reason });
      confirm(seq);
    },
    on(_, handler) {
      listeners.add(handler);
      return () => void listeners.delete(handler);
    },
  };
  return outbox;
}
