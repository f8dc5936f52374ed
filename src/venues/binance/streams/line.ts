// One connection to the streams: it opens, subscribes, hands on what comes, and says when it was lost.
import type { Clock } from '../../../core/clock.ts';
import type { Socket } from '../../../core/outside/socket.ts';
import type { Outside } from '../../../core/service.ts';
import { controlOf, streamNameOf } from './frame.ts';
import { createSubscriber } from './subscriber.ts';

export type LineOptions = {
  readonly name: string;
  /** Asked before each connection. */
  readonly url: () => string;
  readonly clock: Clock;
  readonly outside: Outside;
  readonly reconnectMs: number;
  readonly messagesPerSecond: number;
  /** A new number each time it opens. */
  readonly nextConnection: () => number;
  /** Told each stream name that comes; says whether it is a wanted one. */
  readonly hear: (stream: string) => boolean;
  readonly events: LineEvents;
};

export type LineEvents = {
  readonly onMessage: (bytes: Buffer, receivedMs: number, connection: number) => void;
  readonly onOpen: (line: Line) => void;
  readonly onSynced: (line: Line) => void;
  /** After it was open for `openMs`; it comes back by itself. */
  readonly onLost: (line: Line, reason: string, openMs: number) => void;
  readonly onStuck: (line: Line) => void;
  readonly onShutdown: (line: Line) => void;
  readonly onRefused: (stream: string, reason: string) => void;
};

export interface Line {
  /** Of the last time it opened; 0 before. */
  readonly connection: number;
  readonly isOpen: boolean;
  readonly isSynced: boolean;
  /** Data came since it opened. */
  readonly isDelivering: boolean;
  readonly streams: number;
  want(streams: ReadonlySet<string>): void;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;
const REPLY_TIMEOUT_MS = 5000;
const PING_MS = 20_000;
const SILENCE_MS = 45_000;
const MAX_MESSAGE_BYTES = 4 * 2 ** 20;
const MAX_BUFFERED_BYTES = 2 ** 20;
/** The rest of the limit is for pings and pongs. */
const SHARE_OF_MESSAGES = 0.6;
const MAX_BACKOFF = 12;

export function createLine(options: LineOptions): Line {
  const { clock, events } = options;
  let connection = 0;
  let openedAtMs = 0;
  let isOpen = false;
  let isDelivering = false;

  const subscriber = createSubscriber({
    clock,
    send: (text) => socket.send(text) === 'sent',
    gapMs: 1000 / (options.messagesPerSecond * SHARE_OF_MESSAGES),
    replyTimeoutMs: REPLY_TIMEOUT_MS,
    onSynced: () => events.onSynced(line),
    onRefused: events.onRefused,
    onStuck: () => events.onStuck(line),
  });

  const onMessage = (data: Buffer | string): void => {
    const receivedMs = clock.now();
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    if (!options.hear(streamNameOf(bytes))) {
      const control = controlOf(bytes);
      if (control?.type === 'reply') return subscriber.replied(control.id, control.reason);
      if (control?.type === 'shutdown') return events.onShutdown(line);
    }
    isDelivering = true;
    events.onMessage(bytes, receivedMs, connection);
  };

  const line: Line = {
    get connection() {
      return connection;
    },
    get isOpen() {
      return isOpen;
    },
    get isSynced() {
      return subscriber.isSynced;
    },
    get isDelivering() {
      return isDelivering;
    },
    get streams() {
      return subscriber.active.size;
    },
    want: (streams) => subscriber.want(streams),
    close() {
      isOpen = false;
      subscriber.lost();
      return socket.close();
    },
  };

  const socket: Socket = options.outside.socket({
    name: options.name,
    url: options.url,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    pingIntervalMs: PING_MS,
    silenceMs: SILENCE_MS,
    reconnect: { baseMs: options.reconnectMs, maxMs: MAX_BACKOFF * options.reconnectMs },
    maxMessageBytes: MAX_MESSAGE_BYTES,
    // the parser checks every byte of what counts
    isTextRaw: true,
    maxBufferedBytes: MAX_BUFFERED_BYTES,
    onMessage,
    onOpen() {
      connection = options.nextConnection();
      openedAtMs = clock.monotonicMs();
      isOpen = true;
      isDelivering = false;
      events.onOpen(line);
      subscriber.opened();
    },
    onState(state, { end }) {
      if (state !== 'waiting') return;
      const openMs = isOpen ? clock.monotonicMs() - openedAtMs : 0;
      isOpen = false;
      subscriber.lost();
      events.onLost(line, end === undefined ? '' : `${end.code} ${end.reason}`.trim(), openMs);
    },
  });
  return line;
}
