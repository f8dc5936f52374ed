// Joins a WebSocket of the server with its client.
import type { Duplex } from 'node:stream';
import type { ServerOptions, WebSocket } from 'ws';
import { liveLimits } from '../../../api/live.ts';
import type { LiveClient, LiveSocket } from './client.ts';

/** How the server of the sockets is to be set up. Nothing is compressed: it costs memory for each client, and frames are shared. */
export const socketOptions = {
  perMessageDeflate: false,
  maxPayload: liveLimits.frameBytes,
  // Who was sent away has this long to say good-bye: he is counted no more, and must not stay.
  closeTimeout: 2000,
} as const satisfies ServerOptions & { closeTimeout: number };

/**
 * `stream` is the connection below the WebSocket, as its upgrade request had it: frames that many clients share go to it
 * as they are. That is in order with what the WebSocket sends itself, because none of its messages is in parts.
 */
export function acceptSocket(
  socket: WebSocket,
  stream: Duplex,
  createClient: (door: LiveSocket) => LiveClient,
): void {
  let client: LiveClient | undefined;
  const door: LiveSocket = {
    // What goes to an ended connection is nobody's; its close is about to be told.
    write: (frame) => !stream.writable || stream.write(frame),
    ping: () => socket.ping(),
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
  // Errors of a connection end it; the close that follows says all that matters.
  socket.on('error', () => {});
  socket.on('close', () => client?.lost());
  socket.on('message', (data, isBinary) => client?.received(isBinary ? undefined : toText(data)));
  socket.on('ping', () => client?.heard());
  socket.on('pong', () => client?.heard());
  stream.on('drain', () => client?.drained());
  client = createClient(door);
}

function toText(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return (Buffer.isBuffer(data) ? data : Buffer.from(data)).toString();
}
