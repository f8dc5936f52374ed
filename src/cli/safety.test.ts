import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { systemClock } from '../core/clock.ts';
import { openControlSocket } from '../core/supervisor/control-socket.ts';
import type { SafetyReport } from '../domain/solana/safety.ts';
import { parseReportJson } from '../domain/solana/safety-json.ts';
import { toChainCommands } from '../program/chain-commands.ts';
import { safetyChecks } from '../safety/index.ts';
import { judge } from '../safety/judge.ts';
import { cleanFacts } from '../safety/testing/clean-facts.ts';
import { toControlPath } from './control-client.ts';
import { runWords } from './testing/fake-io.ts';

const mint = '7GCihgDB8fe6KNjn2MYtkzZcRjQy3t9GHdC8uHYmW2hr';
const timeout = 20_000;
const folder = mkdtempSync(join(tmpdir(), 'zapflow-token-'));
after(() => rmSync(folder, { recursive: true }));

async function openProgram(t: TestContext, report: SafetyReport) {
  const asked: unknown[] = [];
  const inspectToken = async (input: unknown) => {
    asked.push(input);
    return report;
  };
  const commands = toChainCommands(async () => ({ inspectToken }));
  const socket = await openControlSocket({ path: toControlPath(folder), clock: systemClock, commands });
  t.after(() => socket.close());
  return asked;
}

test('the running program is asked, and its report is told in words and by the exit code', {
  timeout,
}, async (t) => {
  const name = { name: 'Sand\u001b[2J\u202e Castle', symbol: 'SAND', uri: '', isMutable: true };
  const asked = await openProgram(t, judge(safetyChecks, { ...cleanFacts, metadata: name }));
  const { exitCode, out, err } = await runWords([
    'safety',
    mint,
    '--data',
    folder,
    '--rpc',
    'http://127.0.0.1:1',
  ]);
  assert.deepEqual([exitCode, err], [0, '']);
  assert.deepEqual(asked, [{ mint, maxAgeMs: 0 }]);
  assert.match(
    out,
    /Sand\[2J Castle \(SAND\)\ncaution, score 90 of 100\./,
    'what moves the cursor is left out',
  );
  assert.match(out, /warn +metadata +Its name and picture can be changed/);
});

test('a refused token has the exit code 1, and the report is one JSON object with whole amounts', {
  timeout,
}, async (t) => {
  const report = judge(safetyChecks, { ...cleanFacts, freezeAuthority: mint });
  await openProgram(t, report);
  const { exitCode, out } = await runWords(['safety', mint, '--data', folder, '--json']);
  assert.equal(exitCode, 1);
  assert.deepEqual(parseReportJson(out), report);
  assert.equal(JSON.parse(out).facts.supply, '1000000000000000');
});

test('without the program the node of --rpc is asked; without both it is said what is missing', {
  timeout,
}, async (t) => {
  const methods: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (body) => {
      const { method, params } = JSON.parse(body);
      methods.push(method);
      const value = params[0].map(() => null);
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { context: { slot: 5 }, value } }));
    });
  }).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const rpc = `http://127.0.0.1:${(server.address() as AddressInfo).port}/key`;
  const away = join(folder, 'away');
  const unknown = await runWords(['safety', mint, '--data', away, '--rpc', rpc]);
  assert.match(unknown.err, /No token has this mint/);
  assert.deepEqual(methods, ['getMultipleAccounts']);

  const nothing = await runWords(['safety', mint, '--data', away]);
  assert.equal(nothing.exitCode, 3);
  assert.match(nothing.err, /not running/);
  assert.match((await runWords(['safety', 'nonsense', '--data', away])).err, /no address of Solana/);
});
