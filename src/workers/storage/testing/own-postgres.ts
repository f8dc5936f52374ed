// A PostgreSQL server of the test's own, in a folder of its own, that can be stopped and started.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

const ROOT = '/usr/lib/postgresql';
/** The server refuses to run as root. */
const asOwner = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];

function binaries(): string | undefined {
  const versions = existsSync(ROOT) ? readdirSync(ROOT) : [];
  return versions.map((version) => join(ROOT, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

const isRequired = (process.env['ZAPFLOW_TEST_REQUIRE'] ?? '').split(',').includes('postgres');

/** Why tests with a server of their own are skipped; false when they can run or must. */
export const skipsOwnPostgres =
  binaries() === undefined && !isRequired ? 'PostgreSQL is not installed' : false;

export class OwnPostgres {
  readonly #bin: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'zapflow-postgres-'));
  readonly port: number;
  #server: ChildProcess | undefined;

  private constructor(bin: string, port: number) {
    this.#bin = bin;
    this.port = port;
  }

  static async create(): Promise<OwnPostgres> {
    const bin = binaries();
    if (!bin) throw new Error('ZAPFLOW_TEST_REQUIRE names postgres, but it is not installed.');
    const server = new OwnPostgres(bin, await freePort());
    if (asOwner.length > 0) execFileSync('chown', ['postgres', server.#folder]);
    server.#run('initdb', ['-D', join(server.#folder, 'data'), '-A', 'trust', '-U', 'postgres', '--no-sync']);
    await server.start();
    return server;
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  /** Resolves when it takes connections. */
  async start(): Promise<void> {
    const [command = '', ...args] = [...asOwner, join(this.#bin, 'postgres')];
    const options = ['-D', join(this.#folder, 'data'), '-p', String(this.port), '-k', this.#folder];
    const server = spawn(command, [...args, ...options, '-c', 'listen_addresses=127.0.0.1', '-F'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#server = server;
    let told = '';
    for await (const chunk of server.stderr) {
      told += chunk;
      if (told.includes('ready to accept connections')) break;
    }
    server.stderr.resume();
    await (await this.connect()).end();
  }

  /** At once, as in a crash: nothing is flushed but the log of what was committed. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null) return;
    this.#server = undefined;
    const ended = once(server, 'exit');
    this.#run('pg_ctl', ['-D', join(this.#folder, 'data'), '-m', 'immediate', 'stop']);
    await ended;
  }

  async connect(): Promise<Client> {
    const client = new Client({ connectionString: this.url });
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  async ask(sql: string): Promise<Record<string, unknown>[]> {
    const client = await this.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #run(program: string, args: readonly string[]): void {
    const [command = '', ...rest] = [...asOwner, join(this.#bin, program), ...args];
    execFileSync(command, rest, { stdio: 'pipe', cwd: '/' });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
