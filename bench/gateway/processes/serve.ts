// The frame of both servers: takes orders, sends when told to, and waits while a client takes no more.
import type { Duplex } from 'node:stream';
import type { ServerOrder, ServerReport } from './protocol.ts';

export type Server = {
  readonly port: number;
  /** The connections below the WebSockets. */
  readonly streams: ReadonlySet<Duplex>;
  readonly messageBytes: number;
  /** One message to every client. */
  send(): void;
};

const MAX_WAITING_BYTES = 64 * 1024;

export function serve(server: Server): void {
  process.on('message', async (order: ServerOrder) => {
    if (order.kind === 'stamp') server.send();
    else if (order.kind === 'flood') await flood(server, order.messages);
    else {
      globalThis.gc?.();
      report({ kind: 'measured', clients: server.streams.size, rssBytes: process.memoryUsage().rss });
    }
  });
  process.on('disconnect', () => process.exit());
  report({ kind: 'listening', port: server.port, messageBytes: server.messageBytes });
}

async function flood({ streams, send }: Server, messages: number): Promise<void> {
  const before = process.cpuUsage();
  for (let i = 0; i < messages; i++) {
    send();
    do await nextTurn();
    while (isBehind(streams));
  }
  const { user, system } = process.cpuUsage(before);
  report({ kind: 'flooded', cpuMs: (user + system) / 1000 });
}

function isBehind(streams: ReadonlySet<Duplex>): boolean {
  for (const stream of streams) if (stream.writableLength > MAX_WAITING_BYTES) return true;
  return false;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function report(what: ServerReport): void {
  process.send?.(what);
}
