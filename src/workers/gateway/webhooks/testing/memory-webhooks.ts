// What webhooks need of storage, in memory, for tests: receivers, an outbox of many topics, dead letters, audit.
import type { Clock } from '../../../../core/clock.ts';
import { AppError } from '../../../../core/errors.ts';
import type { StoredMessage } from '../../../../core/outbox/outbox-source.ts';
import type { ParkedLetter, StoredWebhook, WebhookStore } from '../webhook-store.ts';

type Row = StoredMessage & { readonly topic: string };

export type MemoryWebhooks = WebhookStore & {
  readonly rows: readonly StoredWebhook[];
  readonly parked: readonly ParkedLetter[];
  readonly audited: readonly string[];
  /** Keys that wait on a topic, in order. */
  owed(topic: string): string[];
  isAway: boolean;
};

export function createMemoryWebhooks(clock: Clock, rows: StoredWebhook[] = []): MemoryWebhooks {
  let messages: Row[] = [];
  const confirmed = new Map<string, number>();
  const parked: ParkedLetter[] = [];
  const audited: string[] = [];
  const keys = new Set<string>();
  const listeners = new Set<(data: { topic: string }) => void>();
  let lastSeq = 0;

  const waitingOn = (topic: string) =>
    messages.filter((row) => row.topic === topic && row.seq > (confirmed.get(topic) ?? 0));
  const owe = (topic: string, key: string, payload: string) => {
    messages.push({ seq: ++lastSeq, topic, key, payload, correlationId: 'cause', createdAtMs: clock.now() });
    for (const listener of listeners) listener({ topic });
  };
  const change = (id: string, fields: Partial<StoredWebhook>) => {
    const at = rows.findIndex((row) => row.id === id);
    if (at < 0) throw new AppError('WEBHOOK_UNKNOWN');
    rows[at] = { ...rows[at]!, ...fields };
    return rows[at];
  };
  const take = (seqs: readonly number[]) => {
    const taken = parked.filter(({ seq }) => seqs.includes(seq));
    for (const row of taken) parked.splice(parked.indexOf(row), 1);
    return taken;
  };
  const present = () => {
    if (store.isAway) throw new AppError('DATABASE_AWAY');
  };

  const store: MemoryWebhooks = {
    rows,
    parked,
    audited,
    isAway: false,
    owed: (topic) => waitingOn(topic).map(({ key }) => key),
    async webhooks() {
      present();
      return rows.map((row) => ({ ...row, waiting: waitingOn(`webhook:${row.id}`).length }));
    },
    async createWebhook({ by: _, ...row }) {
      present();
      const made = { ...row, disabledAtMs: null, lastDelivery: null, createdAtMs: clock.now() };
      rows.push(made);
      return made;
    },
    async changeWebhook({ id, by, isDisabled, ...fields }) {
      present();
      audited.push(`${by.actor} changes ${id}`);
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      const disabled = isDisabled === undefined ? {} : { disabledAtMs: isDisabled ? clock.now() : null };
      return change(id, { ...given, ...disabled });
    },
    async removeWebhook({ id }) {
      const at = rows.findIndex((row) => row.id === id);
      if (at < 0) return false;
      rows.splice(at, 1);
      messages = messages.filter(({ topic }) => topic !== `webhook:${id}`);
      return true;
    },
    async noteDelivery({ id, ...lastDelivery }) {
      present();
      change(id, { lastDelivery });
    },
    async sendMessage({ topic, key, payload }) {
      present();
      if (keys.has(`${topic} ${key}`)) return;
      keys.add(`${topic} ${key}`);
      owe(topic, key, JSON.stringify(payload));
    },
    async recordAudit({ by, action, target }) {
      audited.push(`${by.actor} ${action} ${target}`);
    },
    async messages({ topic, after, max }) {
      present();
      const found = waitingOn(topic).filter(({ seq }) => seq > after);
      return { messages: found.slice(0, max), hasMore: found.length >= max };
    },
    async confirmMessages({ topic, seq }) {
      present();
      confirmed.set(topic, Math.max(seq, confirmed.get(topic) ?? 0));
    },
    async parkMessage({ topic, seq, reason }) {
      present();
      const row = messages.find((message) => message.seq === seq);
      if (row) {
        const { key, payload, correlationId } = row;
        parked.push({ seq, topic, key, payload, correlationId, reason, parkedAtMs: clock.now() });
      }
      await store.confirmMessages({ topic, seq });
    },
    parkedMessages: async ({ topic, after = 0 }) =>
      parked
        .filter((row) => row.seq > after && (topic === undefined || row.topic === topic))
        .sort((a, b) => a.seq - b.seq)
        .slice(0, 100),
    async resendParked({ seqs }) {
      const taken = take(seqs);
      for (const { topic, key, payload } of taken) owe(topic, key, payload);
      return taken.length;
    },
    dropParked: async ({ seqs }) => take(seqs).length,
    on(_, handler) {
      listeners.add(handler);
      return () => void listeners.delete(handler);
    },
  };
  return store;
}
