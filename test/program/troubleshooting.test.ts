// The commands by which the order-flow document finds out what is wrong, as they are written there, on a running program.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { configSchema } from '../../src/config/schema.ts';
import { loadPage, toRows } from '../documents/page.ts';
import { addressOf, cleanUp, type Run, startZapflow } from './zapflow.ts';

const stats = 'curl http://localhost:3000/api/stats';
const health = 'curl http://localhost:3000/api/health';
const log = 'tail -f logs/orderflow.log | grep "worker"';

const hasTools = (() => {
  try {
    execFileSync('bash', ['-c', 'command -v curl tail grep']);
    return true;
  } catch {
    return false;
  }
})();

describe('the troubleshooting commands', { skip: !hasTools && 'curl, tail and grep are needed' }, () => {
  let run: Run;
  let port: string;
  before(async () => {
    run = startZapflow(['start']);
    port = new URL(await addressOf(run)).port;
    await run.line(({ msg }) => msg.startsWith('ready'));
  });
  after(() => cleanUp(run));

  /** In the data folder. The port that is written may be taken by another program on the machine of the tests. */
  const toOwnPort = (command: string) => command.replace(':3000/', `:${port}/`);
  const runCommand = async (command: string) => {
    const { stdout } = await promisify(execFile)('bash', ['-c', toOwnPort(command)], { cwd: run.dataDir });
    return JSON.parse(stdout);
  };

  test('3000 is the port where nobody says another', () => {
    assert.equal(configSchema.parse({}).gateway.port, 3000);
  });

  test('all three are kept by the page of names', () => {
    const kept = new Map(toRows(loadPage()).map(({ name, status }) => [name, status]));
    for (const command of [stats, health, 'tail -f logs/orderflow.log'])
      assert.equal(kept.get(command), 'kept', command);
  });

  test('the state of the workers', async () => {
    const { workers } = await runCommand(stats);
    assert.ok(Object.keys(workers).includes('storage'));
    const count = async () => (await runCommand(stats)).workers.gateway.processed as number;
    const before = await count();
    assert.ok((await count()) > before, 'a request counts as work of the gateway');
  });

  test('the state of the breakers', async () => {
    const { status, breakers } = await runCommand(health);
    assert.equal(status, 'Healthy');
    assert.ok(Array.isArray(breakers));
    for (const { worker, peer, state } of breakers)
      assert.deepEqual([typeof worker, typeof peer, state], ['string', 'string', 'closed']);
  });

  test('the log as it grows', async () => {
    // On a terminal grep hands on every line; in a pipe it would wait for many.
    const tools = mkdtempSync(join(tmpdir(), 'zapflow-tools-'));
    const grep = execFileSync('bash', ['-c', 'command -v grep'], { encoding: 'utf8' }).trim();
    writeFileSync(join(tools, 'grep'), `#!/bin/sh\nexec ${grep} --line-buffered "$@"\n`);
    chmodSync(join(tools, 'grep'), 0o755);
    const shell = spawn('bash', ['-c', log], {
      cwd: run.dataDir,
      detached: true,
      env: { PATH: `${tools}:${process.env['PATH']}` },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      let seen = '';
      for await (const chunk of shell.stdout) {
        seen += chunk;
        if (seen.includes('\n')) break;
      }
      const line = JSON.parse(seen.slice(0, seen.indexOf('\n')));
      assert.equal(typeof line.worker, 'string');
    } finally {
      process.kill(-(shell.pid ?? 0), 'SIGTERM');
      rmSync(tools, { recursive: true });
    }
  });
});
