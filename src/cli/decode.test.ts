import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { recordedData, skipsWithoutData } from '../../test/recorded-data.ts';
import { runWords } from './testing/fake-io.ts';

const skip = skipsWithoutData;
const folder = mkdtempSync(join(tmpdir(), 'zapflow-decode-'));
after(() => rmSync(folder, { recursive: true }));
const fileOf = (id: string) => recordedData(`solana/${id}.json`);
const sale = '22-swap-pumpfun-3bYXWjjN';
const transfer = '29-transfer-none-4zvFGpqj';
const made = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const json = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('one JSON object a line for each file, amounts as decimal strings', { skip }, async () => {
  const { exitCode, out, err } = await runWords(['decode', fileOf(sale), fileOf(transfer), '--json']);
  assert.deepEqual([exitCode, err], [0, '']);
  const [first, second, ...more] = json(out);
  assert.deepEqual(more, []);
  assert.deepEqual(Object.keys(first), ['signature', 'slot', 'status', 'trades', 'events', 'notUnderstood']);
  const hop = {
    input: { mint: 'CnNVDyNqBSfRWJH1b3fYi65GNuXxkbRkuPfWPf9Ypump', amount: '592443959000000' },
    output: { mint: 'So11111111111111111111111111111111111111112', amount: '37437283903' },
  };
  const [trade] = first.trades;
  assert.equal(trade.side, 'sell');
  assert.equal(trade.input.amount, hop.input.amount);
  assert.deepEqual(trade.output, hop.output);
  assert.equal(trade.hops[0].program, '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P');
  assert.equal(typeof trade.hops[0].pool, 'string');
  assert.deepEqual(second.trades, []);
});

test('files hold one answer, a list, or one a line, bare or within the answer of JSON-RPC', {
  skip,
}, async () => {
  const [one, two] = [sale, transfer].map((id) =>
    JSON.stringify(JSON.parse(readFileSync(fileOf(id), 'utf8'))),
  );
  const files = [
    made('answer.json', `{"jsonrpc":"2.0","id":1,"result":${one}}`),
    made('list.json', `[${one},${two}]`),
    made('lines.jsonl', `${one}\n\n${two}\n`),
  ];
  const { exitCode, out } = await runWords(['decode', ...files, '--json']);
  assert.equal(exitCode, 0);
  assert.deepEqual(
    json(out).map(({ trades }) => trades.length),
    [1, 1, 0, 1, 0],
  );
});

test('what cannot be read is named with its reason, and the others are decoded', { skip }, async () => {
  const files = [
    join(folder, 'absent.json'),
    made('broken.json', '{"slot":'),
    made('none.json', '{"jsonrpc":"2.0","id":1,"result":null}'),
    fileOf(transfer),
  ];
  const { exitCode, out, err } = await runWords(['decode', ...files, '--json']);
  assert.equal(exitCode, 1);
  assert.match(err, /absent\.json: There is no such file/);
  assert.match(err, /broken\.json: It is no JSON/);
  assert.match(err, /none\.json: the node knows no such transaction/);
  const [unreadable, decoded] = json(out);
  assert.equal(unreadable.notUnderstood[0].reason, 'the node knows no such transaction');
  assert.equal(decoded.status, 'success');
});

test('without --json it says what happened in words', { skip }, async () => {
  const { out } = await runWords(['decode', fileOf(sale), fileOf(transfer)]);
  assert.match(out, /sells 592443959 CnNV\w+ for 37\.437283903 SOL\n {4}Pump\.fun, pool \w+: /);
  assert.match(out, /no trade\n {2}\w+ sends /);
});

test('a signature is asked of the node that --rpc names', { skip, timeout: 20_000 }, async () => {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (body) => {
      asked.push(JSON.parse(body).params[0]);
      response.end(`{"jsonrpc":"2.0","id":1,"result":${readFileSync(fileOf(sale), 'utf8')}}`);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { signature } = JSON.parse(readFileSync(fileOf(`${sale}.expected`), 'utf8'));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/key`;
  const { exitCode, out } = await runWords(['decode', signature, '--rpc', url, '--json']);
  server.close();
  assert.equal(exitCode, 0);
  assert.deepEqual(asked, [signature]);
  assert.equal(json(out)[0].signature, signature);

  const without = await runWords(['decode', signature]);
  assert.equal(without.exitCode, 1);
  assert.match(without.err, /name the node to ask with --rpc URL/);
});
