// What drivers ask of storage: few keys and few accounts, so that they repeat, contradict and get in each other's way.
import type { Random } from '../../../src/core/random.ts';
import type { Actor } from '../../../src/core/simulation/scenario.ts';
import { drawOne } from '../../../src/core/simulation/seeded-streams.ts';
import type { storageContract } from '../../../src/workers/storage/contract.ts';
import type { Outcome } from '../outcomes.ts';
import { TOPIC } from '../services/relay.ts';
import type { StorageModel } from './storage-model.ts';

export const ASSET = 'SOL';
const accounts = ['alice', 'bob'] as const;
const cursors = ['slots', 'trades'] as const;

export type StorageOperation =
  | { readonly way: 'book'; readonly key: string; readonly account: string; readonly amount: number }
  | { readonly way: 'reserve'; readonly id: string; readonly account: string; readonly amount: number }
  | { readonly way: 'close'; readonly id: string; readonly spent: number }
  | { readonly way: 'advance'; readonly cursor: string; readonly waitMs: number }
  | { readonly way: 'send'; readonly key: string }
  | { readonly way: 'trace'; readonly id: string; readonly steps: number };

type StorageActor = Pick<Actor<unknown, { storage: typeof storageContract }>, 'clients' | 'clock'>;

export function drawOperations(random: Random, count: number): StorageOperation[] {
  return Array.from({ length: count }, (_, i) => drawOperation(random, `n${i}`));
}

function drawOperation(random: Random, unique: string): StorageOperation {
  const account = drawOne(random, accounts);
  const number = random.below(25);
  switch (random.below(10)) {
    case 0:
    case 1:
      // Mostly the same meaning for the same key.
      return { way: 'book', key: `b${number}`, account, amount: 10 * number - (random.below(8) ? 60 : 59) };
    case 2:
    case 3:
      return {
        way: 'reserve',
        id: `r${number}`,
        account: accounts[number % 2] ?? account,
        amount: 5 + number,
      };
    case 4:
      return { way: 'close', id: `r${number}`, spent: random.below(8) ? number % 9 : 0 };
    case 5:
      return {
        way: 'advance',
        cursor: drawOne(random, cursors),
        waitMs: random.below(2) ? 0 : random.next() * 3000,
      };
    case 6:
    case 7:
      return { way: 'trace', id: unique, steps: 1 + random.below(20) };
    default:
      return { way: 'send', key: random.below(4) ? unique : `m${number}` };
  }
}

export async function performOn(
  { record, positions }: StorageModel,
  operation: StorageOperation,
  { clients: { storage }, clock }: StorageActor,
): Promise<Outcome<unknown>> {
  switch (operation.way) {
    case 'book': {
      const { key, account, amount } = operation;
      const entry = { key, account, asset: ASSET, amount: String(amount), reason: '' };
      return record.write('entry', key, `${account} ${amount}`, false, storage.changeBalance(entry));
    }
    case 'reserve': {
      const { id, account, amount } = operation;
      const asked = storage.reserveFunds({ id, account, asset: ASSET, amount: String(amount) });
      return record.write('reservation', id, `${account} ${amount}`, false, asked);
    }
    case 'close': {
      const { id, spent } = operation;
      const asked = storage.closeReservation({ id, spent: String(spent) });
      return record.write('closing', id, String(spent), false, asked);
    }
    case 'send': {
      const { key } = operation;
      const asked = storage.sendMessage({ topic: TOPIC, key, payload: { key } });
      return record.write('message', key, '', false, asked);
    }
    case 'trace': {
      const { id, steps } = operation;
      const asked = storage.recordTraces({ traces: toTraces(id, steps) });
      return record.write('trace', id, String(steps), true, asked);
    }
    default:
      return advance(positions, operation.cursor, storage, () => clock.sleep(operation.waitMs));
  }
}

async function advance(
  positions: StorageModel['positions'],
  name: string,
  storage: StorageActor['clients']['storage'],
  work: () => Promise<void>,
): Promise<Outcome<unknown>> {
  try {
    const told = positions.get(name) ?? 0;
    const from = await storage.cursor({ name });
    if (Number(from) < told)
      throw new Error(`The cursor ${name} was at ${told} when it was asked for; the answer was ${from}.`);
    // So that another comes between.
    await work();
    const to = Number(from) + 1;
    await storage.advanceCursor({ name, from, to: String(to) });
    positions.set(name, Math.max(to, positions.get(name) ?? 0));
    return { kind: 'done', value: to };
  } catch (error) {
    const { code } = error as { code?: string };
    // Not an error of a service: the promise was broken.
    if (code === undefined) throw error;
    return { kind: 'unknown', code };
  }
}

function toTraces(id: string, steps: number) {
  return Array.from({ length: steps }, (_, i) => ({
    id,
    correlationId: '',
    parentId: '',
    worker: 'driver',
    step: `step ${i}`,
    at: i,
    details: '',
  }));
}
