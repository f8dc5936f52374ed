// Webhooks over a store in memory and a scripted network, on a clock that moves only when told to.
import type { TestContext } from 'node:test';
import { allocateMetricRegion } from '../../../../core/board/metric-region.ts';
import { openMetrics } from '../../../../core/board/metrics.ts';
import type { Log } from '../../../../core/log/log.ts';
import type { HttpTransport } from '../../../../core/outside/http-transport.ts';
import { createScriptedHttp, type ScriptedAnswer } from '../../../../core/outside/testing/scripted-http.ts';
import { createSeededRandom } from '../../../../core/random.ts';
import { createManualClock } from '../../../../core/testing/manual-clock.ts';
import { createSealed } from '../../security/sealed.ts';
import { EVENTS_TOPIC, toTopic, type WebhookEvent } from '../webhook-event.ts';
import type { WebhookSettings } from '../webhook-settings.ts';
import type { StoredWebhook } from '../webhook-store.ts';
import { openWebhooks } from '../webhooks.ts';
import { createMemoryWebhooks } from './memory-webhooks.ts';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

const quiet = () => {};
export const silentLog: Log = {
  ...{ debug: quiet, info: quiet, warn: quiet, error: quiet, fatal: quiet },
  child: () => silentLog,
};

const random = createSeededRandom(7);
export const sealed = createSealed('11'.repeat(32), random);
export const SECRET = 'whsec_of-the-test';

export function toStored(id: string, fields: Partial<StoredWebhook> = {}): StoredWebhook {
  return {
    id,
    name: `Receiver ${id}`,
    url: `https://${id}.test/hook?key=canary`,
    secret: sealed.seal(SECRET, toTopic(id)),
    topics: ['alerts', 'trading'],
    createdAtMs: 0,
    disabledAtMs: null,
    lastDelivery: null,
    ...fields,
  };
}

type Options = {
  readonly rows?: StoredWebhook[];
  readonly settings?: Partial<WebhookSettings>;
  readonly answer?: (host: string, count: number) => ScriptedAnswer;
  readonly isAway?: boolean;
};

export async function startWebhooks(t: Pick<TestContext, 'after'>, options: Options = {}) {
  const clock = createManualClock();
  const store = createMemoryWebhooks(clock, options.rows ?? [toStored('a')]);
  store.isAway = options.isAway ?? false;
  const counts = new Map<string, number>();
  const http = createScriptedHttp(({ url }) => {
    const { hostname } = new URL(url);
    const count = (counts.get(hostname) ?? 0) + 1;
    counts.set(hostname, count);
    return options.answer?.(hostname, count) ?? { status: 204 };
  });
  const disabled: string[] = [];
  const transport: HttpTransport & { judge(): Promise<void> } = { ...http, judge: async () => {} };
  const lines: [string, unknown][] = [];
  const log: Log = { ...silentLog, info: (message, fields) => void lines.push([message, fields]) };
  const memory = allocateMetricRegion(65_536);
  const open = () =>
    openWebhooks({
      ...{ store, transport, sealed, clock, random, log },
      metrics: openMetrics(memory),
      settings: {
        timeoutMs: 10_000,
        giveUpMs: DAY_MS,
        disableMs: 5 * DAY_MS,
        maxWaiting: 1000,
        ...options.settings,
      },
      onDisabled: ({ id }, says) => void disabled.push(`${id}: ${says}`),
    });
  const webhooks = open();
  t.after(async () => {
    const stopped = webhooks.stop();
    await clock.advance(5000);
    await stopped;
  });
  await clock.advance(0);
  const owe = (key: string, event: WebhookEvent) =>
    store.sendMessage({ topic: EVENTS_TOPIC, key, payload: event });
  return {
    ...{ owe, clock, store, webhooks, transport, disabled, open, lines, memory },
    requests: http.requests,
    /** Ids that each host was handed, in order of the attempts. */
    handed: (host: string) =>
      http.requests
        .filter(({ url }) => url.includes(`//${host}.test`))
        .map(({ headers }) => headers['zapflow-id']),
    async publish(...keys: string[]) {
      for (const key of keys) await owe(key, { topic: 'alerts', type: 'alert.raised', data: { title: key } });
      await clock.advance(0);
      await clock.advance(0);
    },
  };
}
