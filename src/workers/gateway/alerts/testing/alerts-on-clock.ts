// The keeper of alerts on a clock that moves when told, over storage and facts that a test changes.
import type { SystemAlert } from '../../../../api/alerts.ts';
import { AppError } from '../../../../core/errors.ts';
import type { Log } from '../../../../core/log/log.ts';
import { createSeededRandom } from '../../../../core/random.ts';
import { createManualClock, type ManualClock } from '../../../../core/testing/manual-clock.ts';
import type { AlertStore } from '../alert-book.ts';
import { type Alerts, keepAlerts } from '../keep-alerts.ts';
import type { AlertFacts } from '../rule.ts';
import { alertRules, toldAlerts } from '../rules/index.ts';

/** A worker with nothing to complain of. */
export const wellWorker = {
  name: 'cache',
  state: 'ready',
  recentRestarts: 0,
  heapBytes: 10,
  heapLimitBytes: 100,
  queueFill: 0,
  connections: { active: 0, wanted: 0 },
};

export const wellFacts: AlertFacts = {
  mode: 'sandbox',
  host: '127.0.0.1',
  restarted: null,
  needsSetup: false,
  stop: { isStopped: false, changedAtMs: null, by: null, reason: null },
  hasParked: false,
  workers: [wellWorker, { ...wellWorker, name: 'storage' }],
  parts: { storage: { status: 'Healthy' } },
  breakers: [],
  brokers: [],
  isRedisUp: true,
  diskFreeBytes: 2 ** 40,
  memory: { rssBytes: 10, limitBytes: 100 },
};

export type StoredAlerts = ReturnType<typeof createStoredAlerts>;

/** Rows that outlive a keeper. */
export function createStoredAlerts(clock: ManualClock) {
  const rows: SystemAlert[] = [];
  const mutes: { kind: string; untilMs: number }[] = [];
  const owed = new Set<string>();
  const stored = {
    rows,
    mutes,
    /** What receivers of webhooks are owed: `+` and `-` before the kind and subject, each id once. */
    owed: () => [...owed].map((id) => id.slice(0, id.lastIndexOf(':'))),
    /** What does not answer: nothing, questions as while PostgreSQL is away, or everything. */
    away: 'nothing' as 'nothing' | 'questions' | 'everything',
    store: {
      async raiseAlert({ isTold = false, ...alert }) {
        refuse('everything');
        if (alert.title === 'poison') throw new AppError('MESSAGE_INVALID');
        if (isTold) owed.add(`+${alert.id}`);
        if (rows.some(({ id }) => id === alert.id)) return;
        const times = { raisedAtMs: clock.now(), clearedAtMs: null, readAtMs: null };
        rows.push({ ...alert, seq: rows.length + 101, ...times });
      },
      async clearAlert({ id, recovered = null }) {
        refuse('everything');
        if (recovered !== null) owed.add(`-${id}`);
        const at = rows.findIndex((row) => row.id === id && row.clearedAtMs === null);
        const row = rows[at];
        if (row) rows[at] = { ...row, clearedAtMs: clock.now() };
      },
      async openAlerts() {
        refuse('questions');
        return rows.filter(({ clearedAtMs }) => clearedAtMs === null).toReversed();
      },
      async alerts() {
        refuse('questions');
        return { alerts: rows.toReversed(), unread: 0, mutes, nextBefore: null };
      },
    } satisfies AlertStore,
  };
  const refuse = (from: 'questions' | 'everything') => {
    if (stored.away === 'everything' || stored.away === from) throw new AppError('DATABASE_AWAY');
  };
  return stored;
}

export type Keeper = {
  readonly alerts: Alerts;
  facts: AlertFacts;
  /** What MQTT is told: `+` and `-` before the kind and subject. */
  readonly told: string[];
  readonly live: SystemAlert[];
  readonly begun: SystemAlert[][];
  readonly lines: string[];
};

export function startKeeper(clock: ManualClock, { store }: StoredAlerts): Keeper {
  const lines: string[] = [];
  const write = (message: string) => void lines.push(message);
  const log: Log = { debug: write, info: write, warn: write, error: write, fatal: write, child: () => log };
  const keeper = {
    facts: wellFacts,
    told: [] as string[],
    live: [] as SystemAlert[],
    begun: [] as SystemAlert[][],
  };
  const result: Keeper = Object.assign(keeper, {
    lines,
    alerts: keepAlerts({
      ...{ clock, log, store, random: createSeededRandom(clock.monotonicMs() + 1), rules: alertRules },
      toldKinds: toldAlerts.map(({ kind }) => kind),
      facts: async () => result.facts,
      live: {
        begin: (alerts) => void keeper.begun.push([...alerts]),
        publish: (alert) => void keeper.live.push(alert),
      },
      onAlert: ({ id, clearedAtMs }) =>
        void keeper.told.push(`${clearedAtMs === null ? '+' : '-'}${id.slice(0, id.lastIndexOf(':'))}`),
    }),
  });
  return result;
}

export function start() {
  const clock = createManualClock();
  const stored = createStoredAlerts(clock);
  return { clock, stored, keeper: startKeeper(clock, stored) };
}
