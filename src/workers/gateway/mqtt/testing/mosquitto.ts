// A real Mosquitto of a test's own, on a free port, that remembers nothing.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestBroker } from './test-broker.ts';

const isThere = (program: string) => spawnSync(program, ['--help']).error === undefined;
const isRequired = (process.env['ZAPFLOW_TEST_REQUIRE'] ?? '').split(',').includes('mosquitto');

/** Why tests with a real server are skipped, or false. */
export const mosquittoSkip = !isThere('mosquitto') && !isRequired && 'mosquitto is not installed';
export const mosquittoSubSkip = !isThere('mosquitto_sub') && !isRequired && 'mosquitto_sub is not installed';

export type Mosquitto = TestBroker & {
  /** Keeps its connections and answers nothing. */
  hang(): void;
  resume(): void;
};

export async function startMosquitto(): Promise<Mosquitto> {
  const port = await findFreePort();
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  let server = await launch(file);
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill('SIGKILL');
    await exit;
  };
  return {
    port,
    stop,
    async start() {
      server = await launch(file);
    },
    hang: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    async end() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(file: string): Promise<ChildProcess> {
  const server = spawn('mosquitto', ['-c', file, '-v'], { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface({ input: server.stderr })) {
    if (!/mosquitto version \S+ running/.test(line)) continue;
    server.stderr.resume();
    return server;
  }
  throw new Error('mosquitto ended before it was ready.');
}

export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}
