// A socket transport in memory whose other end is held by the test or the simulator.
import type { SocketConnection, SocketEvents, SocketRequest, SocketTransport } from '../socket-transport.ts';

/** The peer's end of one connection. Everything it does reaches the client at the end of the turn. */
export interface ScriptedPeer {
  readonly request: SocketRequest;
  readonly received: readonly (string | Uint8Array)[];
  readonly pings: number;
  readonly isOver: boolean;
  accept(): void;
  refuse(reason: string, retryAfterMs?: number): void;
  say(data: Buffer | string): void;
  heartbeat(): void;
  close(code?: number, reason?: string): void;
  /** While stalled nothing that the client sends leaves its buffer. */
  stall(isStalled: boolean): void;
}

export interface ScriptedSocket extends SocketTransport {
  readonly peers: readonly ScriptedPeer[];
  /** Connections begun and not yet ended. */
  readonly alive: number;
}

export type ScriptedSocketOptions = {
  /** Decides about each connection as it is made. */
  readonly onConnect?: (peer: ScriptedPeer) => void;
  readonly onReceive?: (peer: ScriptedPeer, data: string | Uint8Array) => void;
  /** Whether the peer answers a close frame. Default true. */
  readonly agreesToClose?: boolean;
};

export function createScriptedSocket(options: ScriptedSocketOptions = {}): ScriptedSocket {
  const peers: ScriptedPeer[] = [];
  return {
    peers,
    get alive() {
      return peers.filter((peer) => !peer.isOver).length;
    },
    open(request, events) {
      const { peer, connection } = createPair(request, events, options);
      peers.push(peer);
      queueMicrotask(() => options.onConnect?.(peer));
      return connection;
    },
  };
}

function createPair(
  request: SocketRequest,
  events: SocketEvents,
  { onReceive, agreesToClose = true }: ScriptedSocketOptions,
): { peer: ScriptedPeer; connection: SocketConnection } {
  const received: (string | Uint8Array)[] = [];
  let phase: 'connecting' | 'open' | 'closing' | 'over' = 'connecting';
  let pings = 0;
  let isStalled = false;
  let bufferedBytes = 0;

  const later = (run: () => void): void =>
    queueMicrotask(() => {
      if (phase !== 'over') run();
    });
  const end = (code: number, reason: string, retryAfterMs?: number): void =>
    later(() => {
      phase = 'over';
      events.onClose({ code, reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
    });

  const peer: ScriptedPeer = {
    request,
    received,
    get pings() {
      return pings;
    },
    get isOver() {
      return phase === 'over';
    },
    accept: () =>
      later(() => {
        phase = 'open';
        events.onOpen();
      }),
    refuse: (reason, retryAfterMs) => end(1006, reason, retryAfterMs),
    say(data) {
      if (Buffer.byteLength(data) > request.maxMessageBytes) end(1009, 'too large');
      else later(() => events.onMessage(data));
    },
    heartbeat: () => later(events.onHeartbeat),
    close: (code = 1000, reason = '') => end(code, reason),
    stall(next) {
      isStalled = next;
      if (!next) bufferedBytes = 0;
    },
  };
  const connection: SocketConnection = {
    get isOpen() {
      return phase === 'open';
    },
    get bufferedBytes() {
      return bufferedBytes;
    },
    send(data) {
      if (isStalled) bufferedBytes += Buffer.byteLength(data);
      received.push(data);
      later(() => onReceive?.(peer, data));
    },
    ping() {
      pings += 1;
    },
    close() {
      if (phase === 'open') phase = 'closing';
      if (agreesToClose) end(1000, '');
    },
    terminate: () => end(1006, 'terminated'),
  };
  return { peer, connection };
}
