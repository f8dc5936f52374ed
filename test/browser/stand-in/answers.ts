// What the stand-in answers to each request: checked by the schema of its route, so that it cannot drift from the program.
import type { AuditEntry } from '../../../src/api/audit.ts';
import type { RouteName, routes } from '../../../src/api/index.ts';
import type { RouteReply } from '../../../src/api/route.ts';
import { toSandbox, toSigner } from './machines.ts';
import { type Scene, toLine, toSystem } from './scene.ts';
import { solanaAnswers } from './solana/solana-answers.ts';

export type Answers = { readonly [N in RouteName]?: () => RouteReply<(typeof routes)[N]> };

const HOUR_MS = 3_600_000;
const STEPS = 360;

export function createAnswers(scene: Scene, tick: () => number): Answers {
  const nowMs = Date.now();
  const { session, isEmpty } = scene;
  const setting = (path: string, value: string | number | boolean | null, source: string, says: string) => ({
    path,
    value,
    source,
    isDefault: source === 'default',
    isSecret: path.endsWith('assword') || path.endsWith('url'),
    says,
  });
  return {
    ...solanaAnswers(scene, tick),
    session: () => session,
    stop: () => scene.stop,
    stopTrading: () => ({ isStopped: true, changedAtMs: Date.now(), by: 'user:ada', reason: null }),
    resumeTrading: () => ({ isStopped: false, changedAtMs: Date.now(), by: 'user:ada', reason: null }),
    system: () => toSystem(scene, tick()),
    signer: () => toSigner(scene),
    sandbox: () => toSandbox(scene),
    alerts: () => ({ alerts: [...scene.alerts], unread: 2, muted: ['disk-full'], nextBefore: null }),
    logs: () => Array.from({ length: 50 }, (_, i) => toLine(i, nowMs - (50 - i) * 900)),
    beginTotp: () => ({
      uri: 'otpauth://totp/Zapflow:ada?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Zapflow',
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    }),
    metricHistory: () => toHistory(isEmpty),
    settings: () => [
      setting('mode', session.mode, 'zapflow.yaml:1', 'Simulated, on paper, or with real money.'),
      setting('gateway.host', '127.0.0.1', 'default', 'Address that the gateway listens on.'),
      setting('gateway.port', 3000, 'default', 'Port of API and dashboard.'),
      setting(
        'runtime.placement',
        'isolated',
        'ZAPFLOW_RUNTIME_PLACEMENT',
        'How services are put on threads.',
      ),
      setting('runtime.callDeadlineMs', 5000, 'default', 'Milliseconds after which a call is given up.'),
      setting('storage.postgres.url', '[secret]', 'zapflow.yaml:7', 'PostgreSQL in place of SQLite.'),
      setting('cache.redis.password', null, 'default', 'Password of Redis.'),
      setting('logger.level', 'info', '--log-level', 'The least level that is written.'),
    ],
    users: () => [
      {
        id: 'u1',
        name: 'ada',
        role: 'admin',
        hasTotp: true,
        createdAtMs: nowMs - 90 * HOUR_MS,
        disabledAtMs: null,
      },
      {
        id: 'u2',
        name: 'grace',
        role: 'trader',
        hasTotp: false,
        createdAtMs: nowMs - 8 * HOUR_MS,
        disabledAtMs: null,
      },
      {
        id: 'u3',
        name: 'former.colleague',
        role: 'viewer',
        hasTotp: false,
        createdAtMs: nowMs - 900 * HOUR_MS,
        disabledAtMs: nowMs,
      },
    ],
    tokens: () =>
      isEmpty
        ? []
        : [
            {
              id: 't1',
              name: 'grafana',
              owner: 'ada',
              role: 'viewer',
              areas: ['metrics', 'system'],
              createdAtMs: nowMs - 70 * HOUR_MS,
              expiresAtMs: nowMs + 900 * HOUR_MS,
              lastUsedAtMs: nowMs - 12_000,
            },
            {
              id: 't2',
              name: 'deploy-bot-of-the-second-data-centre',
              owner: 'grace',
              role: 'trader',
              areas: null,
              createdAtMs: nowMs - 7 * HOUR_MS,
              expiresAtMs: null,
              lastUsedAtMs: null,
            },
          ],
    webhooks: () =>
      isEmpty
        ? []
        : [
            {
              id: 'w1',
              name: 'on-call',
              url: 'https://hooks.example.com/services/T024/B083/zapflow',
              topics: ['alerts', 'trading'],
              createdAtMs: nowMs - 70 * HOUR_MS,
              disabledAtMs: null,
              lastDelivery: { atMs: nowMs - 42_000, isDelivered: true, says: '200 in 84 ms' },
              waiting: 0,
            },
            {
              id: 'w2',
              name: 'operations-bridge',
              url: 'https://bridge.example.org/in',
              topics: ['alerts'],
              createdAtMs: nowMs - 30 * HOUR_MS,
              disabledAtMs: null,
              lastDelivery: { atMs: nowMs - 900_000, isDelivered: false, says: '503 after 12 tries' },
              waiting: 3,
            },
          ],
    deadLetters: () => ({
      letters: isEmpty
        ? []
        : [
            {
              seq: 4,
              webhook: 'w2',
              payload: '{"kind":"disk-full","severity":"warning"}',
              reason: 'It answered 503, twelve times.',
              parkedAtMs: nowMs - HOUR_MS,
            },
          ],
      nextAfter: null,
    }),
    checkAudit: () => ({ entries: 1284, brokenAtSeq: null }),
    audit: () => ({
      entries: isEmpty
        ? []
        : [
            ['user:ada', 'startSession', 'user:ada', { address: '127.0.0.1' }],
            ['user:ada', 'restartWorker', 'cache', {}],
            ['token:t2', 'stopTrading', 'trading', { reason: 'Price feed looks wrong' }],
            ['user:grace', 'resumeTrading', 'trading', {}],
            ['user:ada', 'createWebhook', 'operations-bridge', { topics: ['alerts'] }],
            [
              'token:t2',
              'sandbox.fault',
              'feed-late',
              { isOn: true, forMs: 300_000, settings: { byMs: 2000 } },
            ],
            ['cli', 'restoreBackup', 'database', { rows: 10_485, keepsTokens: true }],
          ].map(([actor, action, target, details], i) => ({
            seq: 1284 - i,
            atMs: nowMs - 30_000 - i * 47 * 60_000,
            actor: actor as string,
            action: action as string,
            target: target as string,
            details: details as AuditEntry['details'],
          })),
      names: { 'token:t2': 'deploy-bot-of-the-second-data-centre' },
      nextBefore: null,
    }),
  };
}

function toHistory(isEmpty: boolean) {
  const line = (name: string, unit: string, worker: string, i: number, by: number, from: number) => ({
    name,
    unit,
    worker,
    values: Array.from({ length: STEPS }, (_, at) =>
      isEmpty || at < 40
        ? null
        : from + Math.max(0, Math.sin(at / 19 + i * 2) + Math.sin(at / 5.3 + i * 3) * 0.5) * by,
    ),
  });
  const ofWorker = (worker: string, i: number) => [
    line('cpu', 'percent', worker, i, worker === 'storage' ? 14 : 4, 1),
    line('heap', 'bytes', worker, i, 4e6, 9e6 + i * 3e6),
    line('loopDelayP99', 'ms', worker, i, 3, 1.2),
    line('queueDepth', 'messages', worker, i, 9, 0),
    line('processed', 'per second', worker, i, 80, 20 + i * 30),
    line('errors', 'per second', worker, i, 0, 0),
    line('latencyP99', 'ms', worker, i, 1.4, 0.5),
  ];
  return {
    stepMs: 10_000,
    endMs: Date.now(),
    series: [
      line('rss', 'bytes', 'process', 0, 12e6, 205e6),
      ...['logger', 'storage', 'cache', 'gateway'].flatMap(ofWorker),
    ],
  };
}
