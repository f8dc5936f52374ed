// What the node tells of a transaction has the fields that nodes of the real network tell, as recorded.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createMint, getOrCreateAssociatedTokenAccount, mintTo } from '@solana/spl-token';
import { recordedData, skipsWithoutData } from '../../recorded-data.ts';
import { openWeb3Client } from './web3-client.ts';

const timeout = 60_000;
type Json = Readonly<Record<string, unknown>>;

/** Fields by where they are; of lists, those of all elements. */
function fieldsOf(value: unknown, path: string, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const one of value) fieldsOf(one, `${path}[]`, found);
  else if (typeof value === 'object' && value !== null && !path.endsWith('.info') && !path.endsWith('.err'))
    for (const [name, inner] of Object.entries(value)) {
      found.add(`${path}.${name}`);
      fieldsOf(inner, `${path}.${name}`, found);
    }
  return found;
}

async function loadRecorded(encoding: 'json' | 'jsonParsed'): Promise<Json[]> {
  const folder = recordedData('solana');
  const names = (await readdir(folder)).filter((name) => /^\d.*(?<!expected)\.json$/.test(name));
  const all = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(`${folder}/${name}`, 'utf8'))),
  );
  return all.filter(
    ({ transaction }) =>
      (typeof transaction.message.accountKeys[0] === 'object') === (encoding === 'jsonParsed'),
  );
}

/** Told only by some nodes, or only of transactions of another kind. */
const mayMiss = /addressTableLookups|returnData|costUnits|status\.Err|err\.|loadedAddresses/;

for (const encoding of ['json', 'jsonParsed'] as const)
  test(`a transaction in ${encoding} has the fields of the real network`, {
    timeout,
    skip: skipsWithoutData,
  }, async (t) => {
    const recorded = await loadRecorded(encoding);
    const client = await openWeb3Client();
    t.after(() => client.close());
    const { connection, payer, url } = client;
    const mint = await createMint(connection, payer, payer.publicKey, null, 6);
    const { address } = await getOrCreateAssociatedTokenAccount(connection, payer, mint, payer.publicKey);
    await mintTo(connection, payer, mint, address, payer, 5n);
    const ours = new Set<string>();
    for (const { signature } of await connection.getSignaturesForAddress(payer.publicKey)) {
      const params = [signature, { encoding, commitment: 'confirmed', maxSupportedTransactionVersion: 0 }];
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'getTransaction', params });
      const reply = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
      fieldsOf(((await reply.json()) as { result: unknown }).result, '', ours);
    }
    const theirs = recorded.map((one) => fieldsOf(one, '', new Set()));
    const isUnknown = (field: string) => !theirs.some((fields) => fields.has(field));
    const isAlways = (field: string) => theirs.every((fields) => fields.has(field));
    const differences = {
      unknown: [...ours].filter((field) => isUnknown(field) && !mayMiss.test(field)),
      missing: [...(theirs[0] ?? [])].filter(
        (field) => isAlways(field) && !ours.has(field) && !mayMiss.test(field),
      ),
    };
    assert.ok(recorded.length > 5 && ours.size > 20);
    assert.deepEqual(differences, { unknown: [], missing: [] });
  });
