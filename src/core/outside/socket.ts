// A WebSocket that stays: it comes back by itself for ever, notices silence, and says when it cannot take more.
import type { Clock, Timer } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { Random } from '../random.ts';
import { type Backoff, toBackoffMs } from './backoff.ts';
import { type MaybeSecret, reveal } from './revealed.ts';
import type { SocketConnection, SocketEnd, SocketTransport } from './socket-transport.ts';

export type SocketState = 'connecting' | 'open' | 'waiting' | 'closed';

/** What came with a change of state: why the last connection ended, and when the next is tried. */
export type SocketChange = {
  readonly failures: number;
  readonly end?: SocketEnd;
  readonly retryInMs?: number;
};

/** `back-pressured` and `closed` mean: not sent, not kept. */
export type SendResult = 'sent' | 'back-pressured' | 'closed';

export type SocketOptions = {
  readonly name: string;
  /** A function is asked again before each connection. Never appears in errors or states. */
  readonly url: MaybeSecret | (() => MaybeSecret);
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, MaybeSecret>>;
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: SocketTransport;
  readonly connectTimeoutMs: number;
  readonly pingIntervalMs: number;
  /** A connection from which nothing at all, not even a pong, came for this long is given up. */
  readonly silenceMs: number;
  readonly reconnect: Backoff;
  readonly maxMessageBytes: number;
  /** Hands text over as bytes that nobody checked. */
  readonly isTextRaw?: boolean;
  readonly maxBufferedBytes: number;
  /** The place to subscribe: it runs after every reconnect. */
  readonly onOpen?: (socket: Socket) => void;
  readonly onMessage: (data: Buffer | string) => void;
  readonly onState?: (state: SocketState, change: SocketChange) => void;
};

export interface Socket {
  readonly state: SocketState;
  /** MESSAGE_TOO_LARGE if it could never be sent. */
  send(data: Uint8Array | string): SendResult;
  /** Ends it for good; resolves when the connection is gone. */
  close(): Promise<void>;
}

/** Connections shorter than this count as failures in a row. */
const HEALTHY_MS = 60_000;
const CLOSE_TIMEOUT_MS = 2000;
const MAX_REASON_CHARS = 120;

export function createSocket(options: SocketOptions): Socket {
  const { name, clock, random } = options;
  let state: SocketState = 'connecting';
  let connection: SocketConnection | undefined;
  let failures = 0;
  let openedAtMs = 0;
  let heardAtMs = 0;
  let isClosing = false;
  const timers = new Map<'give-up' | 'ping' | 'silence' | 'reconnect', Timer>();
  const closed = Promise.withResolvers<void>();

  const enterState = (next: SocketState, change: Omit<SocketChange, 'failures'> = {}): void => {
    state = next;
    options.onState?.(next, { failures, ...change });
  };
  const cancelTimers = (): void => {
    for (const timer of timers.values()) timer.cancel();
    timers.clear();
  };
  const giveUpAfter = (delayMs: number): void => {
    timers.set(
      'give-up',
      clock.after(delayMs, () => connection?.terminate()),
    );
  };

  const watchSilence = (): void => {
    const leftMs = heardAtMs + options.silenceMs - clock.monotonicMs();
    if (leftMs <= 0) connection?.terminate();
    else timers.set('silence', clock.after(leftMs, watchSilence));
  };

  const onOpen = (): void => {
    cancelTimers();
    openedAtMs = heardAtMs = clock.monotonicMs();
    timers.set(
      'ping',
      clock.every(options.pingIntervalMs, () => connection?.ping()),
    );
    watchSilence();
    enterState('open');
    if (state === 'open') options.onOpen?.(socket);
  };

  const onClose = (end: SocketEnd): void => {
    const wasHealthy = state === 'open' && clock.monotonicMs() - openedAtMs >= HEALTHY_MS;
    cancelTimers();
    connection = undefined;
    if (isClosing) {
      enterState('closed', { end: toShort(end) });
      closed.resolve();
      return;
    }
    failures = wasHealthy ? 1 : failures + 1;
    const retryInMs = Math.max(toBackoffMs(failures, options.reconnect, random), end.retryAfterMs ?? 0);
    timers.set('reconnect', clock.after(retryInMs, connect));
    enterState('waiting', { end: toShort(end), retryInMs });
  };

  const connect = (): void => {
    cancelTimers();
    enterState('connecting');
    if (isClosing) return;
    giveUpAfter(options.connectTimeoutMs);
    const url = typeof options.url === 'function' ? options.url() : options.url;
    const headers = Object.entries(options.headers ?? {}).map(([key, value]) => [key, reveal(value)]);
    connection = options.transport.open(
      {
        url: reveal(url),
        protocols: options.protocols ?? [],
        headers: Object.fromEntries(headers),
        maxMessageBytes: options.maxMessageBytes,
        isTextRaw: options.isTextRaw,
      },
      {
        // What arrives while we are closing is no longer ours to hand on.
        onOpen: () => (isClosing ? connection?.close() : onOpen()),
        onMessage(data) {
          heardAtMs = clock.monotonicMs();
          if (!isClosing) options.onMessage(data);
        },
        onHeartbeat: () => {
          heardAtMs = clock.monotonicMs();
        },
        onClose,
      },
    );
  };

  const socket: Socket = {
    get state() {
      return state;
    },
    send(data) {
      const bytes = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
      if (bytes > options.maxBufferedBytes)
        throw new AppError('MESSAGE_TOO_LARGE', `${name}: a message of ${bytes} bytes can never be sent.`, {
          details: { name, bytes, maxBufferedBytes: options.maxBufferedBytes },
        });
      if (state !== 'open' || isClosing || !connection?.isOpen) return 'closed';
      if (connection.bufferedBytes + bytes > options.maxBufferedBytes) return 'back-pressured';
      connection.send(data);
      return 'sent';
    },
    close() {
      if (isClosing) return closed.promise;
      isClosing = true;
      cancelTimers();
      if (!connection) {
        enterState('closed');
        closed.resolve();
      } else if (state === 'open') {
        giveUpAfter(CLOSE_TIMEOUT_MS);
        connection.close();
      } else {
        connection.terminate();
      }
      return closed.promise;
    },
  };
  connect();
  return socket;
}

/** The reason is the peer's text. */
function toShort(end: SocketEnd): SocketEnd {
  return { ...end, reason: end.reason.slice(0, MAX_REASON_CHARS) };
}
