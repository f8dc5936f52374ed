// A proxy before PostgreSQL that cuts a connection at its COMMIT: before the server gets it, or before its answer comes back.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type CommitProxy = {
  readonly port: number;
  /** For the next COMMIT on any connection; resolves when it was cut. */
  cutNextCommit(outcome: 'kept' | 'lost'): Promise<void>;
  close(): Promise<void>;
};

/** The message by which a client without parameters says it. */
const COMMIT = Buffer.from('commit\0');

export async function startCommitProxy(targetPort: number): Promise<CommitProxy> {
  const sockets = new Set<Socket>();
  let next: { outcome: 'kept' | 'lost'; done: () => void } | undefined;
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    let isSilent = false;
    const cut = () => {
      client.destroy();
      target.destroy();
    };
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    client.on('data', (data) => {
      const wanted = data.includes(COMMIT) ? next : undefined;
      if (!wanted) return void target.write(data);
      next = undefined;
      wanted.done();
      if (wanted.outcome === 'lost') return cut();
      isSilent = true;
      target.write(data);
    });
    target.on('data', (data) => {
      // The answer has come, so the server has committed.
      if (isSilent) cut();
      else client.write(data);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  return {
    port,
    cutNextCommit: (outcome) =>
      new Promise((done) => {
        next = { outcome, done };
      }),
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
