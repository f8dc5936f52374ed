// The gateway as the program runs it, on a real socket and a real database, with a wall clock that a test moves.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StopState } from '../../../api/trading.ts';
import { type Clock, systemClock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import { createLogger } from '../../../core/log/logger.ts';
import { systemRandom } from '../../../core/random.ts';
import { currentScope } from '../../../core/scope.ts';
import type { Context } from '../../../core/service.ts';
import { storageContract } from '../../storage/contract.ts';
import { startStorage, type TestStorage } from '../../storage/testing/start-storage.ts';
import { hashOpaque } from '../security/opaque.ts';
import type { PasswordCost } from '../security/passwords.ts';
import { createGatewayService } from '../service.ts';
import { type Answer, ask, type Wish } from './ask.ts';
import { toGatewaySettings } from './gateway-settings.ts';

export type WorkerState = { service: string; state: string; restarts: number };

export type TestGateway = {
  readonly port: number;
  readonly storage: TestStorage['client'];
  readonly folder: string;
  /** The text whose hash the gateway knows. */
  readonly setupToken: string;
  /** JSON of every log line. */
  readonly lines: string[];
  /** Workers that were asked to restart. */
  readonly restarted: string[];
  ask(wish: Wish): Promise<Answer>;
  /** As the program tells it after a command at the machine. */
  accountChanged(change: { userId: string }): void;
  /** Moves wall time on. */
  pass(ms: number): void;
  /** What the supervisor answers; it rejects where this throws. */
  setWorkers(states: () => WorkerState[]): void;
};

export type GatewayChanges = {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly dashboardFolder?: string;
  readonly passwordCost?: PasswordCost;
  /** What the logger wrote before. */
  readonly logLines?: readonly string[];
  /** Takes the place of the first call of `tradingStop`. */
  readonly firstTradingStop?: () => Promise<StopState>;
  /** In place of workers that do not run. */
  readonly market?: object;
  readonly analyst?: object;
  readonly chain?: object;
  readonly decoder?: object;
  readonly pricer?: object;
  /** What parts say of themselves. */
  readonly storageHealth?: () => Promise<{ status: string; says?: string }>;
};

type Owner = { after(release: () => Promise<void>): void };

/** Passwords that are cheap to check: what they cost is tested by itself. */
const cheap: PasswordCost = { N: 2 ** 4, r: 1, p: 1 };

export async function openGateway(owner: Owner, changes: GatewayChanges = {}): Promise<TestGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-gateway-'));
  let passedMs = 0;
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + passedMs };
  const started = await startStorage({ folder, clock });
  const storage = checked(started.client);
  let { firstTradingStop } = changes;
  const tradingStop: typeof storage.tradingStop = (...input) => {
    const call = firstTradingStop ?? (() => storage.tradingStop(...input));
    firstTradingStop = undefined;
    return call();
  };
  const lines: string[] = [];
  const restarted: string[] = [];
  const setupToken = systemRandom.hex(16);
  let workers = (): WorkerState[] => [{ service: 'gateway', state: 'ready', restarts: 0 }];
  const { storageHealth = async () => ({ status: 'Healthy' }), dashboardFolder, logLines = [] } = changes;
  const service = createGatewayService({
    passwordCost: changes.passwordCost ?? cheap,
    dashboardFolder: dashboardFolder ?? join(folder, 'no-dashboard/'),
  });
  const context = {
    name: 'gateway',
    clock,
    random: systemRandom,
    log: createLogger({ write: (line) => lines.push(line), clock, worker: 'gateway', scope: currentScope }),
    metrics: { counter: () => idle, gauge: () => idle, histogram: () => idle },
    settings: service.settings.parse(
      toGatewaySettings({
        setupTokenHash: hashOpaque(setupToken),
        instanceKey: systemRandom.hex(32),
        ...changes.settings,
      }),
    ),
    clients: {
      storage: { ...storage, tradingStop, health: storageHealth, on: () => () => {} },
      cache: { health: async () => ({ status: 'Healthy' }) },
      sandbox: away,
      signer: away,
      market: changes.market ?? away,
      analyst: changes.analyst ?? away,
      chain: changes.chain ?? away,
      decoder: changes.decoder ?? away,
      pricer: changes.pricer ?? away,
      logger: {
        on: () => () => {},
        tail: async () => ({ life: 'one', seq: logLines.length, lines: logLines }),
      },
      supervisor: {
        status: async () => workers(),
        metricRegions: async () => [],
        restart: async ({ worker }: { worker: string }) => void restarted.push(worker),
      },
    },
    fail: (error: AppError) => {
      throw error;
    },
  };
  const gateway = await service.start(context as unknown as Context);
  const { address, accountChanged } = gateway.handlers as unknown as {
    address(): { port: number };
    accountChanged(change: { userId: string }): void;
  };
  const { port } = address();
  owner.after(async () => {
    await gateway.stop?.();
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    port,
    storage,
    folder,
    setupToken,
    lines,
    restarted,
    ask: (wish) => ask(port, wish),
    accountChanged,
    pass: (ms) => {
      passedMs += ms;
    },
    setWorkers: (states) => {
      workers = states;
    },
  };
}

/** A link checks what it carries, and fills in what is left out. */
function checked(client: TestStorage['client']): TestStorage['client'] {
  const calls = Object.entries(client as unknown as Record<string, (input: unknown) => Promise<unknown>>);
  return Object.fromEntries(
    calls.map(([name, call]) => {
      const { input } = storageContract.calls[name as keyof typeof storageContract.calls];
      return [
        name,
        async (given: unknown) => {
          const parsed = input.safeParse(given);
          if (!parsed.success) throw new AppError('MESSAGE_INVALID');
          return call(parsed.data);
        },
      ];
    }),
  ) as unknown as TestStorage['client'];
}

/** A worker that does not run. */
const away = new Proxy(
  {},
  {
    get: (_, name) =>
      name === 'on'
        ? () => () => {}
        : () => Promise.reject(new AppError('PEER_UNAVAILABLE', `No ${String(name)}.`)),
  },
);

const idle = { add() {}, set() {}, record() {} };
