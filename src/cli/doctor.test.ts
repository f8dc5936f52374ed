import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { judgeDisk } from './doctor/data-checks.ts';
import { judgeClock, judgeMemory, judgeNode } from './doctor/machine-checks.ts';
import { runWords } from './testing/fake-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'zap-doctor-'));
after(() => rmSync(folder, { recursive: true }));

type Findings = { ok: boolean; findings: { check: string; status: string; found: string; advice: string }[] };

async function examine(...words: string[]) {
  const { exitCode, out } = await runWords(['doctor', '--json', ...words], { cwd: folder });
  const { findings } = JSON.parse(out) as Findings;
  return { exitCode, of: (check: string) => findings.find((finding) => finding.check === check) };
}

test('a table shows every check, also that a valid configuration is valid', async () => {
  const { out } = await runWords(['doctor', '--port', '0'], { cwd: folder });
  for (const check of ['Node', 'memory', 'disk', 'clock', 'configuration', 'port', 'data folder'])
    assert.match(out, new RegExp(`^${check} `, 'm'));
  assert.match(out, /^configuration +ok +valid, mode sandbox$/m);
});

test('a wrong configuration is a finding, and the other checks go on', async () => {
  const { exitCode, of } = await examine('--mode', 'fast', '--port', '0');
  assert.equal(exitCode, 1);
  assert.deepEqual([of('configuration')?.status, of('configuration')?.found], ['problem', '--mode mode']);
  assert.equal(of('Node')?.status, 'ok');
});

test('a port that is taken by another program is a problem', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { of, exitCode } = await examine('--port', String(port));
  assert.deepEqual([of('port')?.status, exitCode], ['problem', 1]);
  server.close();
});

test('a data folder that is a file, or too deep for a socket, is a problem', async () => {
  writeFileSync(join(folder, 'file'), '');
  assert.equal((await examine('--port', '0', '--data', 'file')).of('data folder')?.status, 'problem');
  assert.equal(
    (await examine('--port', '0', '--data', 'x'.repeat(100))).of('data folder')?.status,
    'problem',
  );
  assert.equal((await examine('--port', '0', '--data', 'new/one')).of('data folder')?.status, 'ok');
});

test('figures are judged as ok, warning or problem, and anything but ok says what to do', () => {
  const now = 1_790_000_000_000;
  const judged = [
    [judgeNode('26.10.0', '26.10.0'), 'ok'],
    [judgeNode('26.11.0', '26.10.0'), 'warning'],
    [judgeNode('24.1.0', '26.10.0'), 'problem'],
    [judgeMemory(4000, 3000, 0), 'ok'],
    [judgeMemory(4000, 800, 0), 'warning'],
    [judgeMemory(4000, 300, 0), 'problem'],
    [judgeMemory(4000, 3000, 8000), 'problem'],
    [judgeDisk(5000), 'ok'],
    [judgeDisk(500), 'warning'],
    [judgeDisk(50), 'problem'],
    [judgeClock(now, 3, 'UTC'), 'ok'],
    [judgeClock(now, -900, 'UTC'), 'problem'],
    [judgeClock(0, 0, 'UTC'), 'problem'],
    [judgeClock(now, 0, undefined), 'warning'],
  ] as const;
  for (const [finding, status] of judged) {
    assert.equal(finding.status, status, finding.found);
    assert.equal(finding.advice === '', status === 'ok');
  }
});
