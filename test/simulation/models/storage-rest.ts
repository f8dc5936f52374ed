// What must work when the faults have ended: what was parked is sent again, every kind of write succeeds, nothing waits any more.
import { AppError } from '../../../src/core/errors.ts';
import type { Actor } from '../../../src/core/simulation/scenario.ts';
import type { storageContract } from '../../../src/workers/storage/contract.ts';
import type { StorageModel } from './storage-model.ts';
import { performOn, type StorageOperation } from './storage-operations.ts';

type StorageActor = Actor<StorageModel, { storage: typeof storageContract }>;

const PATIENCE_MS = 60_000;
const LOOK_MS = 500;

const last: readonly StorageOperation[] = [
  { way: 'book', key: 'last', account: 'carol', amount: 100 },
  { way: 'reserve', id: 'last', account: 'carol', amount: 60 },
  { way: 'close', id: 'last', spent: 40 },
  { way: 'send', key: 'last' },
  { way: 'trace', id: 'last', steps: 3 },
  { way: 'advance', cursor: 'last', waitMs: 0 },
];

export async function comeToRest(actor: StorageActor): Promise<void> {
  const { model } = actor;
  const waiting = await untilAtRest(actor);
  if (waiting !== undefined) return fail(model, waiting);
  for (const operation of last) {
    const outcome = await performOn(model, operation, actor);
    if (outcome.kind !== 'done') return fail(model, `${operation.way} is ${outcome.kind}: ${outcome.code}`);
  }
  const waitingStill = await untilAtRest(actor);
  if (waitingStill !== undefined) fail(model, waitingStill);
}

/** Resolves with what still waits after a minute, or with nothing. */
async function untilAtRest(actor: StorageActor): Promise<string | undefined> {
  const { clock } = actor;
  const untilMs = clock.monotonicMs() + PATIENCE_MS;
  for (;;) {
    const waiting = await whatWaits(actor);
    if (waiting === undefined || clock.monotonicMs() > untilMs) return waiting;
    await clock.sleep(LOOK_MS);
  }
}

async function whatWaits({ clients: { storage } }: StorageActor): Promise<string | undefined> {
  try {
    const health = await storage.health();
    if (health.status !== 'Healthy') return `storage is ${health.status}: ${health.says}`;
    if (health.journaled + health.refused > 0)
      return `${health.journaled} journaled, ${health.refused} refused in the end`;
    // In this order: what is owed may be parked meanwhile, but nothing that is parked is owed again by itself.
    const [backlog] = await storage.outboxBacklog();
    if (backlog) return `${backlog.waiting} messages on ${backlog.topic}`;
    const parked = await storage.parkedMessages({});
    if (parked.length === 0) return undefined;
    await storage.resendParked({ seqs: parked.map(({ seq }) => seq) });
    return `${parked.length} parked messages`;
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

function fail(model: StorageModel, what: string): void {
  model.broken ??= `After the faults: ${what}.`;
}
