// A real Redis server of a test's own, on a free port, without persistence.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { Secret } from '../../../core/secret.ts';
import { openRedis } from '../redis/open-redis.ts';
import type { TestRedis } from './test-redis.ts';

const isMissing = spawnSync('redis-server', ['--version']).status !== 0;
const isRequired = (process.env['ZAPFLOW_TEST_REQUIRE'] ?? '').split(',').includes('redis');

/** Why tests with a real server are skipped, or false. */
export const redisSkip = isMissing && !isRequired && 'redis-server is not installed';

export async function startRedisServer({ password }: { password?: string } = {}): Promise<TestRedis> {
  const port = await findFreePort();
  const directory = mkdtempSync(join(tmpdir(), 'zapflow-redis-'));
  let server = await launch(port, directory, password);
  const asAnother = async <T>(run: (client: Redis) => Promise<T>): Promise<T> => {
    const client = new Redis({
      port,
      host: '127.0.0.1',
      ...(password && { password }),
      retryStrategy: () => null,
    });
    try {
      return await run(client);
    } finally {
      client.disconnect();
    }
  };
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill('SIGKILL');
    await exit;
  };
  return {
    url: new Secret(`redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}`),
    open: openRedis,
    stop,
    async start() {
      server = await launch(port, directory, password);
    },
    hang: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    put: (name, text) => asAnother(async (client) => void (await client.set(name, text))),
    putList: (name) => asAnother(async (client) => void (await client.rpush(name, 'item'))),
    names: () => asAnother((client) => client.keys('*')),
    async end() {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function launch(port: number, directory: string, password: string | undefined): Promise<ChildProcess> {
  const server = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      directory,
    ].concat(password === undefined ? [] : ['--requirepass', password]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: server.stdout }))
    if (/Ready to accept/.test(line)) return server;
  throw new Error(`redis-server on port ${port} ended before it was ready.`);
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}
