// Sends the events of one service to every client that subscribed; packs each event once.
import { AppError } from '../errors.ts';
import type { CompiledContract, CompiledEvent } from '../link/compiled.ts';
import { frame } from '../link/frames.ts';
import type { LinkServer } from '../link/link-server.ts';
import { checkSize } from '../message-size.ts';
import { causeOf, currentScope } from '../scope.ts';

const ACCEPTED = Promise.resolve();

export type AnyPublish = (eventName: string, data: unknown) => Promise<void>;

export function createPublisher(
  contract: CompiledContract,
  servers: ReadonlySet<LinkServer>,
  maxMessageBytes: number,
): AnyPublish {
  const byName = new Map(contract.events.map((declared) => [declared.name, declared]));
  let sequence = 0;

  const send = (declared: CompiledEvent, data: unknown): Promise<void> => {
    const [correlationId, parentId] = causeOf(currentScope());
    const packed: unknown[] = [frame.event, declared.index, correlationId, parentId, sequence++, 1];
    const head = packed.length;
    declared.codec.pack(packed, data);
    checkSize(packed, head, maxMessageBytes);
    const key = declared.keyOf?.(data);
    const waits: Promise<void>[] = [];
    let refused = 0;
    let accepted = 0;
    for (const server of servers) {
      const outcome = server.publish(declared, packed, key);
      if (outcome === false) refused++;
      else if (outcome === true) accepted++;
      else if (outcome) waits.push(outcome);
    }
    if (refused === 0 && waits.length === 0) return ACCEPTED;
    return settled(declared, waits, accepted, refused);
  };

  const settled = async (
    { name }: CompiledEvent,
    waits: readonly Promise<void>[],
    accepted: number,
    refused: number,
  ): Promise<void> => {
    const late = (await Promise.allSettled(waits)).filter(({ status }) => status === 'rejected').length;
    if (refused + late === 0) return;
    throw new AppError('QUEUE_FULL', `${contract.name}.${name}`, {
      details: { accepted: accepted + waits.length - late, refused: refused + late },
    });
  };

  return (eventName, data) => {
    const declared = byName.get(eventName);
    try {
      if (!declared) throw new AppError('CONTRACT_INVALID', `${contract.name} has no event ${eventName}.`);
      return send(declared, data);
    } catch (error) {
      return Promise.reject(error);
    }
  };
}
