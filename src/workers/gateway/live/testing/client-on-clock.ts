// Clients with everything around them made by hand.
import type { ClientFrame, EndReason } from '../../../../api/live.ts';
import { createManualClock } from '../../../../core/testing/manual-clock.ts';
import type { Actor } from '../../security/actor.ts';
import { type ClientWorld, LiveClient } from '../client.ts';
import type { TopicSource } from '../topic.ts';
import { FakeSocket } from './fake-socket.ts';

export const guest: Actor = { kind: 'guest', role: 'viewer' };

export function userOf(id: string, fields: Partial<Extract<Actor, { kind: 'user' }>> = {}): Actor {
  return {
    kind: 'user',
    id,
    name: id,
    role: 'viewer',
    hasTotp: false,
    needsTotp: false,
    sessionHash: `session of ${id}`,
    stepUpUntilMs: null,
    ...fields,
  };
}

export function tokenOf(
  id: string,
  fields: Partial<Extract<Actor, { kind: 'token' }>> = {},
): Extract<Actor, { kind: 'token' }> {
  const rights = { role: 'viewer', areas: null, needsTotp: false } as const;
  return { kind: 'token', id, userId: 'owner', name: id, ...rights, ...fields };
}

type Authenticate = (token: string) => Promise<Actor | undefined>;

export function createWorld(topics: readonly TopicSource[], clock = createManualClock()) {
  const ended: (EndReason | undefined)[] = [];
  const skipped: number[] = [];
  const world: ClientWorld = {
    clock,
    version: '1.2.3',
    mode: 'sandbox',
    topic: (name) => topics.find((topic) => topic.name === name),
    onSkipped: (_topic, count) => void skipped.push(count),
    onSignedIn: () => {},
    onEnd: (_client, why) => void ended.push(why),
  };
  /** Undefined stands for somebody who has not said who he is. */
  const connect = (actor: Actor | undefined, authenticate: Authenticate = async () => undefined) => {
    const socket = new FakeSocket();
    const client = new LiveClient({ world, socket, actor, authenticate });
    const send = (frame: ClientFrame | Record<string, unknown>) => client.received(JSON.stringify(frame));
    return { socket, client, send };
  };
  return { clock, connect, ended, skipped };
}
