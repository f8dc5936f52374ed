// One client on the streams: what it hears, what it may say how often, whether it still answers, and when its day is over.
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Clock } from '../../../core/clock.ts';
import type { ExchangeFaults } from '../faults.ts';
import { answerCommand, type Conversation } from './commands.ts';
import { toTextFrame } from './frame.ts';
import type { Hearer, StreamHub } from './hub.ts';
import type { StreamLimits } from './limits.ts';
import type { StreamAddress } from './stream-address.ts';

/** A client that leaves so much unread is ended. */
const MAX_UNREAD_BYTES = 16 * 1_048_576;
const POLICY_VIOLATION = 1008;

export type StreamConnection = {
  /** Looks at pings, pongs and age. */
  keep(): void;
  /** Ends in the middle of the next message. */
  breakOff(): void;
  end(): void;
};

type Options = {
  readonly address: StreamAddress;
  readonly webSocket: WebSocket;
  /** Below the WebSocket: frames that all hear are written here at once. */
  readonly socket: Duplex;
  readonly hub: StreamHub;
  readonly limits: StreamLimits;
  readonly clock: Clock;
  readonly faults: ExchangeFaults;
  readonly onEnd: () => void;
};

export function openConnection(options: Options): StreamConnection {
  const { address, webSocket, socket, hub, limits, clock, faults, onEnd } = options;
  const { kind } = address;
  const streams = new Set<string>();
  const openedMs = clock.monotonicMs();
  let waiting: Buffer[] = [];
  let isBreaking = false;
  let lateUntilMs = 0;
  let pingedMs = openedMs;
  let ponggedMs = openedMs;
  let second = { startMs: openedMs, messages: 0 };

  const write = (frames: Buffer[]) => {
    // nothing may follow the frame by which it is closed
    if (socket.destroyed || webSocket.readyState !== webSocket.OPEN) return;
    const bytes = frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames);
    if (isBreaking) {
      socket.write(bytes.subarray(0, Math.max(1, bytes.length - 3)), () => socket.destroy());
      return;
    }
    socket.write(bytes);
    if (socket.writableLength > MAX_UNREAD_BYTES) socket.destroy();
  };
  const flush = () => {
    const frames = waiting;
    waiting = [];
    const nowMs = clock.monotonicMs();
    // what is no longer slowed down waits behind what still is
    lateUntilMs = Math.max(lateUntilMs, nowMs + (faults('slow')?.byMs ?? 0));
    if (lateUntilMs > nowMs) clock.after(lateUntilMs - nowMs, () => write(frames));
    else write(frames);
  };
  const hearer = {
    isCombined: address.isCombined,
    send(frame: Buffer) {
      if (waiting.push(frame) === 1) clock.endOfTurn(flush);
    },
  } satisfies Hearer;
  const talk: Conversation = {
    streams,
    maxStreams: limits.streams,
    get isCombined() {
      return hearer.isCombined;
    },
    set isCombined(isWanted) {
      hearer.isCombined = isWanted;
    },
    subscribe(stream) {
      streams.add(stream);
      hub.hear(kind, stream, hearer);
    },
    unsubscribe(stream) {
      streams.delete(stream);
      hub.leave(kind, stream, hearer);
    },
  };
  /** False when it says too much. */
  const mayTalk = (): boolean => {
    const nowMs = clock.monotonicMs();
    if (nowMs - second.startMs >= 1000) second = { startMs: nowMs, messages: 0 };
    if (++second.messages <= limits.messagesPerSecond) return true;
    webSocket.close(POLICY_VIOLATION, 'Too many requests');
    return false;
  };

  for (const stream of address.streams.slice(0, limits.streams)) talk.subscribe(stream);
  webSocket.on('message', (data, isBinary) => {
    if (!mayTalk() || isBinary) return;
    // through the same queue, so that an answer stands where it belongs among the messages
    hearer.send(toTextFrame(answerCommand(data.toString(), talk)));
  });
  webSocket.on('ping', mayTalk);
  webSocket.on('pong', () => {
    ponggedMs = clock.monotonicMs();
    mayTalk();
  });
  // a broken frame or a lost client ends the connection, and the close that follows says so
  webSocket.on('error', () => {});
  webSocket.on('close', () => {
    for (const stream of [...streams]) talk.unsubscribe(stream);
    onEnd();
  });

  return {
    keep() {
      const nowMs = clock.monotonicMs();
      if (nowMs - openedMs >= limits.lifeMs) webSocket.close(1001, 'Maximum lifetime reached');
      if (nowMs - ponggedMs >= limits.pingMs + limits.pongMs) webSocket.terminate();
      if (nowMs - pingedMs < limits.pingMs || webSocket.readyState !== webSocket.OPEN) return;
      pingedMs = nowMs;
      webSocket.ping(String(Math.round(clock.now())));
    },
    breakOff() {
      isBreaking = true;
    },
    end: () => webSocket.terminate(),
  };
}
