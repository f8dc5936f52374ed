// The real socket transport: the ws library, with its events put into our words.
import { WebSocket } from 'ws';
import { systemClock } from '../clock.ts';
import { toRetryAfterMs } from './rate-headers.ts';
import type { SocketConnection, SocketEnd, SocketTransport } from './socket-transport.ts';

const ABNORMAL = 1006;
const TOO_LARGE = 1009;

/** No compression: a venue gains little by it, and a hostile peer could make us inflate. */
const QUIET = { perMessageDeflate: false, followRedirects: false } as const;

export const nodeSocket: SocketTransport = {
  open({ url, protocols, headers, maxMessageBytes, isTextRaw = false }, events) {
    let socket: WebSocket;
    try {
      socket = new WebSocket(url, [...protocols], {
        ...{ ...QUIET, headers },
        maxPayload: maxMessageBytes,
        skipUTF8Validation: isTextRaw,
      });
    } catch {
      systemClock.endOfTurn(() => events.onClose({ code: ABNORMAL, reason: 'the address is not valid' }));
      return unopened;
    }
    let failure: SocketEnd | undefined;
    socket.on('open', events.onOpen);
    socket.on('message', (data: Buffer, isBinary) =>
      events.onMessage(isBinary || isTextRaw ? data : data.toString('utf8')),
    );
    socket.on('ping', events.onHeartbeat);
    socket.on('pong', events.onHeartbeat);
    socket.on('unexpected-response', (request, response) => {
      const retryAfterMs = toRetryAfterMs(response.headers['retry-after'], systemClock.now());
      failure = {
        code: ABNORMAL,
        reason: `the handshake was answered with ${response.statusCode}`,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
      request.destroy();
      socket.terminate();
    });
    socket.on('error', (error: Error & { code?: string }) => {
      const isTooLarge = error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
      failure ??= { code: isTooLarge ? TOO_LARGE : ABNORMAL, reason: error.code ?? error.name };
    });
    socket.on('close', (code, reason) =>
      events.onClose(failure ?? { code, reason: reason.toString('utf8') }),
    );
    return {
      get isOpen() {
        return socket.readyState === WebSocket.OPEN;
      },
      get bufferedBytes() {
        return socket.bufferedAmount;
      },
      send: (data) => socket.send(data, ignoreLateFailure),
      ping: () => socket.ping(undefined, undefined, ignoreLateFailure),
      close: () => socket.close(1000),
      terminate: () => socket.terminate(),
    };
  },
};

const unopened: SocketConnection = {
  isOpen: false,
  bufferedBytes: 0,
  send() {},
  ping() {},
  close() {},
  terminate() {},
};

/** A write that fails is followed by `close`, which tells all there is. */
function ignoreLateFailure(): void {}
