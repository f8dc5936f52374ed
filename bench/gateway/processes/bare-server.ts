// The peer: `ws` and a loop, with the message serialised once.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { createMessage, FIRST_SEQ } from './message.ts';
import { serve } from './serve.ts';

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
const streams = new Set<Duplex>();
let seq = FIRST_SEQ;
sockets.on('connection', (socket, request) => {
  streams.add(request.socket);
  socket.on('error', () => {});
  socket.on('message', () => socket.send('{"type":"done","id":1}'));
  socket.on('close', () => streams.delete(request.socket));
});
const pack = () => {
  const place = { type: 'delta', topic: 'system', epoch: '0123456789abcdef', seq: ++seq };
  return Buffer.from(JSON.stringify({ ...place, data: createMessage() }));
};

http.listen(0, '127.0.0.1', () =>
  serve({
    port: (http.address() as AddressInfo).port,
    streams,
    // Four bytes of frame before messages of this length.
    messageBytes: pack().length + 4,
    send() {
      const message = pack();
      for (const socket of sockets.clients) socket.send(message, { binary: false });
    },
  }),
);
