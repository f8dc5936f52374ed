// What the door hands over when a WebSocket was let in, and what it tells about people afterwards.
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Actor } from '../security/actor.ts';

export type SocketRequest = {
  /** By cookie or header; undefined for who must say who he is in his first frame. */
  readonly actor: Actor | undefined;
  readonly address: string;
  readonly correlationId: string;
  /** The connection below the WebSocket: `socket` of the upgrade request. Frames that many share are written to it as they are. */
  readonly stream: Duplex;
  /** Whose token it is, for the first frame; undefined when it is nobody's. Rejects with RATE_EXCEEDED after many wrong ones. */
  authenticate(token: string): Promise<Actor | undefined>;
};

export type Accept = (socket: WebSocket, request: SocketRequest) => void;

/** What somebody may is no longer what it was: every socket that fits is to be closed. */
export type ActorChange =
  /** All of one account, by session or token, but for the session that is kept. */
  | { readonly userId: string; readonly exceptSession?: string }
  | { readonly sessionHash: string }
  | { readonly tokenId: string };

/** Whether it concerns somebody. */
export function concerns(change: ActorChange, actor: Actor): boolean {
  if (actor.kind === 'guest') return false;
  if ('tokenId' in change) return actor.kind === 'token' && actor.id === change.tokenId;
  if ('sessionHash' in change) return actor.kind === 'user' && actor.sessionHash === change.sessionHash;
  if (actor.kind === 'token') return actor.userId === change.userId;
  return actor.id === change.userId && actor.sessionHash !== change.exceptSession;
}
