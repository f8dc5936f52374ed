// A plain aedes that lets everybody publish, as somebody else would run it, on a free port.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { findFreePort } from './mosquitto.ts';
import type { TestBroker } from './test-broker.ts';

export async function startOwnAedes(): Promise<TestBroker> {
  const port = await findFreePort();
  let running: { broker: Aedes; server: Server; sockets: Set<Socket> } | undefined;
  const start = async () => {
    const broker = await Aedes.createBroker();
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      broker.handle(socket);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    running = { broker, server, sockets };
  };
  const stop = async () => {
    if (!running) return;
    const { broker, server, sockets } = running;
    running = undefined;
    for (const socket of sockets) socket.destroy();
    const closed = once(server, 'close');
    server.close();
    await closed;
    await new Promise<void>((resolve) => broker.close(resolve));
  };
  await start();
  return { port, start, stop, end: stop };
}
