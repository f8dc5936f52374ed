// A proxy before PostgreSQL that cuts a connection at its COMMIT: before the server gets it, or before its answer comes back.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type CommitProxy = {
  readonly port: number;
  /** For the next COMMIT on any connection; afterwards it may take no others. */
  cutNextCommit(outcome: 'kept' | 'lost', staysAway?: boolean): void;
  /** Answers come so much later. */
  slow(ms: number): void;
  close(): Promise<void>;
};

/** The message by which a client without parameters says it. */
const COMMIT = 'commit\0';

export async function startCommitProxy(targetPort: number): Promise<CommitProxy> {
  const sockets = new Set<Socket>();
  let slowMs = 0;
  let staysAway = false;
  let isAway = false;
  let next: 'kept' | 'lost' | undefined;
  const server = createServer((client) => {
    if (isAway) return client.destroy();
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
      const outcome = data.includes(COMMIT) ? next : undefined;
      if (outcome) {
        next = undefined;
        isAway = staysAway;
      }
      if (outcome === 'lost') return cut();
      isSilent ||= outcome === 'kept';
      target.write(data);
    });
    target.on('data', (data) => {
      // The answer has come, so the server has committed.
      if (isSilent) cut();
      else if (slowMs === 0) client.write(data);
      else setTimeout(() => client.write(data), slowMs);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  return {
    port,
    cutNextCommit: (outcome, stays = false) => {
      next = outcome;
      staysAway = stays;
    },
    slow: (ms) => {
      slowMs = ms;
    },
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
