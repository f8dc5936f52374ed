// States of the program that a picture is wanted of, in the shapes of src/api. None of it is real, all of it is checked.
import type { z } from 'zod';
import type { SystemAlert } from '../../../src/api/alerts.ts';
import type { LogLine } from '../../../src/api/logs.ts';
import type { Role } from '../../../src/api/roles.ts';
import type { session } from '../../../src/api/session.ts';
import type { SystemState, WorkerFigures } from '../../../src/api/system.ts';
import type { StopState } from '../../../src/api/trading.ts';

export type SceneName = 'calm' | 'trouble' | 'guest' | 'signed-out' | 'setup' | 'totp' | 'empty';
type Session = z.output<(typeof session)['reply']>;
type User = NonNullable<Session['user']>;

export type Scene = {
  readonly session: Session;
  readonly alerts: readonly SystemAlert[];
  readonly stop: StopState;
  readonly isEmpty: boolean;
  readonly isTrouble: boolean;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function user(role: Role, change: Partial<User> = {}): User {
  return { id: 'u1', name: 'ada', role, hasTotp: true, stepUpUntilMs: null, needsTotp: false, ...change };
}

function alert(
  seq: number,
  change: Partial<SystemAlert> & Pick<SystemAlert, 'kind' | 'title' | 'says'>,
): SystemAlert {
  return {
    seq,
    id: `a${seq}`,
    severity: 'warning',
    raisedAtMs: Date.now() - 20 * MINUTE_MS,
    clearedAtMs: null,
    readAtMs: null,
    ...change,
  };
}

const calmAlerts = (nowMs: number): SystemAlert[] => [
  alert(2, {
    kind: 'backup-late',
    title: 'No backup for a day',
    says: 'The last one is 26 hours old. Check that the folder can be written.',
    raisedAtMs: nowMs - 2 * HOUR_MS,
    clearedAtMs: nowMs - 90 * MINUTE_MS,
    readAtMs: nowMs - HOUR_MS,
  }),
];

const troubleAlerts = (nowMs: number): SystemAlert[] => [
  alert(9, {
    kind: 'worker-failed',
    severity: 'critical',
    title: 'The worker cache failed',
    says: 'It used up its 5 restarts. Others go on without it. See its log, then restart it.',
    raisedAtMs: nowMs - 41_000,
  }),
  alert(8, {
    kind: 'disk-full',
    title: 'The disk has 4 % left',
    says: 'Writing stops at 1 %. Free space, or lower the retention in zapflow.yaml.',
  }),
  alert(7, {
    kind: 'webhook-parked',
    title: 'A webhook could not be delivered to operations-bridge-of-the-second-data-centre',
    says: 'Three messages were set aside after 12 tries. Look under Settings, Webhooks.',
    raisedAtMs: nowMs - 3 * HOUR_MS,
    readAtMs: nowMs - HOUR_MS,
  }),
  ...calmAlerts(nowMs),
];

const going: StopState = { isStopped: false, changedAtMs: null, by: null, reason: null };

export function toScene(name: SceneName): Scene {
  const nowMs = Date.now();
  const isTrouble = name === 'trouble';
  const sessions: Record<SceneName, Session> = {
    calm: { mode: 'sandbox', needsSetup: false, user: user('admin'), guestRole: 'viewer' },
    empty: {
      mode: 'sandbox',
      needsSetup: false,
      user: user('admin', { hasTotp: false }),
      guestRole: 'viewer',
    },
    trouble: { mode: 'live', needsSetup: false, user: user('admin'), guestRole: null },
    guest: { mode: 'sandbox', needsSetup: false, user: null, guestRole: 'viewer' },
    'signed-out': { mode: 'paper', needsSetup: false, user: null, guestRole: null },
    setup: { mode: 'sandbox', needsSetup: true, user: null, guestRole: null },
    totp: {
      mode: 'live',
      needsSetup: false,
      user: user('admin', { hasTotp: false, needsTotp: true }),
      guestRole: null,
    },
  };
  return {
    session: sessions[name],
    alerts: name === 'empty' ? [] : isTrouble ? troubleAlerts(nowMs) : calmAlerts(nowMs),
    stop: isTrouble
      ? {
          isStopped: true,
          changedAtMs: nowMs - 9 * MINUTE_MS,
          by: 'user:ada',
          reason: 'Price feed looks wrong',
        }
      : going,
    isEmpty: name === 'empty',
    isTrouble,
  };
}

const names = ['logger', 'storage', 'cache', 'gateway'];

/** `tick` counts seconds. */
export function toSystem(scene: Scene, tick: number): SystemState {
  const wave = (i: number, by: number): number =>
    Math.max(0, Math.sin(tick / 5 + i * 2) + Math.sin(tick / 2.3 + i)) * by;
  const workers = names.map((name, i): WorkerFigures => {
    const isDown = scene.isTrouble && name === 'cache';
    return {
      name,
      state: isDown ? 'failed' : 'ready',
      word: null,
      says: null,
      place: 'own',
      rssBytes: null,
      restarts: isDown ? 5 : 0,
      cpuPercent: isDown ? null : 0.8 + wave(i, name === 'storage' ? 9 : 3),
      heapBytes: isDown ? null : (9 + i * 3.4) * 1e6 + wave(i, 1e6),
      heapLimitBytes: 268e6,
      loopDelayMs: isDown ? null : 1.1 + wave(i, 2),
      queueDepth: isDown ? 214 : Math.round(wave(i, 3)),
      processed: 18_000 * (i + 1) + tick * 12,
      errors: isDown ? 37 : 0,
      dropped: isDown ? 12 : 0,
      latencyMs: { p50: isDown ? null : 0.08 + i * 0.11, p99: isDown ? null : 0.9 + wave(i, 1) },
    };
  });
  const beside = (name: string, change: Partial<WorkerFigures>): WorkerFigures => ({
    name,
    state: 'ready',
    word: null,
    says: null,
    place: 'process',
    rssBytes: null,
    restarts: 0,
    cpuPercent: null,
    heapBytes: null,
    heapLimitBytes: null,
    loopDelayMs: null,
    queueDepth: 0,
    processed: 40 + tick,
    errors: 0,
    dropped: 0,
    latencyMs: { p50: 0.1, p99: 0.4 },
    ...change,
  });
  const sandbox = beside('sandbox', { rssBytes: 81e6, says: 'Its control server listens on port 3100.' });
  const signer = scene.isEmpty
    ? {
        place: 'process' as const,
        word: 'not running',
        says: 'No keystore: `./zapflow signer init` makes one.',
      }
    : scene.isTrouble
      ? { rssBytes: 58e6, word: 'not armed', says: 'It waits for its passphrase.' }
      : { rssBytes: 58e6, says: 'Armed with 2 keys.' };
  return {
    mode: scene.session.mode,
    version: '0.1.0',
    startedAtMs: Date.now() - 27 * HOUR_MS - tick * 1000,
    status: scene.isTrouble ? 'Degraded' : 'Healthy',
    says: scene.isTrouble
      ? 'The worker cache failed; everything else goes on without it.'
      : scene.isEmpty
        ? 'Everything is well: 5 workers are ready; signer: not running.'
        : 'Everything is well: 6 workers are ready.',
    process: { rssBytes: 214e6 + tick * 1e4, memoryLimitBytes: 1.2e9 },
    workers: [sandbox, beside('signer', signer), ...workers],
  };
}

const messages: readonly [LogLine['level'], string, string, string][] = [
  ['info', 'gateway', 'Request answered', '{"method":"GET","path":"/api/system","status":200,"ms":1.2}'],
  ['debug', 'storage', 'Batch committed', '{"units":14,"ms":0.9}'],
  ['info', 'cache', 'Kind loaded', '{"kind":"sessions","entries":3}'],
  ['warn', 'storage', 'The commit took long', '{"ms":212,"limitMs":100,"file":"zapflow.db"}'],
  ['info', 'logger', 'Log file turned over', '{"file":"zapflow.log","bytes":10485760}'],
  ['info', 'gateway', 'Signed in', '{"user":"ada","address":"127.0.0.1"}'],
  ['error', 'gateway', 'A webhook was refused', '{"code":"WEBHOOK_REFUSED","status":503,"tries":4}'],
];

export function toLine(seq: number, atMs: number): LogLine {
  const [level, worker, message, details] = messages[seq % messages.length] ?? messages[0]!;
  return {
    seq,
    atMs,
    level,
    worker,
    message,
    correlationId: seq % 3 === 0 ? null : `c-${(seq >> 2) + 4096}`,
    details,
  };
}
