// A handler for every unit and every read of the registries.
import type { Envelope } from '../../core/link/envelope.ts';
import type { Handlers } from '../../core/service.ts';
import type { storageContract } from './contract.ts';
import type { Engine } from './engine/engine.ts';
import type { WriteQueue } from './engine/write-queue.ts';
import { reads } from './reads/index.ts';
import { units } from './units/index.ts';

type DerivedHandlers = Pick<Handlers<typeof storageContract>, keyof typeof units | keyof typeof reads>;

export function toHandlers(queue: Pick<WriteQueue, 'write'>, engine: Pick<Engine, 'read'>): DerivedHandlers {
  const writing = Object.entries(units).map(([name, unit]) => [
    name,
    (input: unknown, request: Envelope) => queue.write(name, unit, input, request),
  ]);
  const reading = Object.keys(reads).map((name) => [name, (input: unknown) => engine.read(name, input)]);
  return Object.fromEntries([...writing, ...reading]) as DerivedHandlers;
}
