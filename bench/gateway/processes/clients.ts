// Many WebSocket clients that cost as little as can be, so that the server is what is measured.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type ClientOrder, type ClientReport, machineMs } from './protocol.ts';

const AT_ONCE = 100;
const stamp = Buffer.from('"stampMs":"');
const STAMP_CHARS = 20;
const upgrade = (port: number) =>
  `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nConnection: Upgrade\r\n` +
  'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
const subscribe = Buffer.from('{"type":"subscribe","id":1,"topic":"system"}');
/** Masked with zeroes, which is no change. */
const subscribeFrame = Buffer.concat([Buffer.from([0x81, 0x80 | subscribe.length, 0, 0, 0, 0]), subscribe]);

/** An empty pong, unasked: a sign of life as each client gives one within the heartbeat of the server. */
const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
const PONG_EVERY_MS = 20_000;
const PONG_STEP_MS = 100;

const sockets: Socket[] = [];
let nextPong = 0;
let bytes = 0;
let wantedBytes = Number.POSITIVE_INFINITY;
let delaysMs: number[] = [];

process.on('message', async (order: ClientOrder) => {
  if (order.kind === 'connect') {
    for (let left = order.clients; left > 0; left -= AT_ONCE)
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, left) }, () => open(order.port)));
    report({ kind: 'connected' });
  } else if (order.kind === 'count') {
    wantedBytes = order.bytes;
    checkCount();
  } else {
    report({ kind: 'delays', delaysMs });
    delaysMs = [];
  }
});
process.on('disconnect', () => process.exit());
setInterval(() => {
  const share = Math.ceil((sockets.length * PONG_STEP_MS) / PONG_EVERY_MS);
  for (let i = 0; i < share; i++) sockets[nextPong++ % sockets.length]?.write(pong);
}, PONG_STEP_MS);

async function open(port: number): Promise<void> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.write(upgrade(port));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  if (!answer.includes('101 Switching')) throw new Error(answer.toString().slice(0, 200));
  socket.write(subscribeFrame);
  // Behind it comes whatever the server says before the first message.
  await once(socket, 'data');
  socket.on('data', onData);
  sockets.push(socket);
}

function onData(data: Buffer): void {
  bytes += data.length;
  checkCount();
  const at = data.indexOf(stamp);
  if (at < 0) return;
  const stampMs = Number(data.toString('latin1', at + stamp.length, at + stamp.length + STAMP_CHARS));
  if (wantedBytes === Number.POSITIVE_INFINITY) delaysMs.push(machineMs() - stampMs);
}

function checkCount(): void {
  if (bytes < wantedBytes) return;
  wantedBytes = Number.POSITIVE_INFINITY;
  bytes = 0;
  report({ kind: 'counted' });
}

function report(what: ClientReport): void {
  process.send?.(what);
}
