import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBase58 } from '../domain/solana/base58.ts';
import { platforms } from './index.ts';

test('platforms have names of their own, and each says what it is', () => {
  const names = platforms.map(({ name }) => name);
  assert.deepEqual([...new Set(names)], names);
  for (const { name, title, summary } of platforms) {
    assert.match(name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    assert.ok(title !== '' && title === title.trim(), name);
    assert.match(summary, /^[A-Z].*\.$/, name);
  }
});

test('a program belongs to one platform, and its address is one', () => {
  const owners = new Map<string, string>();
  for (const { name, programs } of platforms) {
    assert.ok(programs.length > 0, name);
    for (const program of programs) {
      assert.equal(parseBase58(program)?.length, 32, `${name}: ${program}`);
      assert.equal(owners.get(program), undefined, `${name} and ${owners.get(program)}: ${program}`);
      owners.set(program, name);
    }
  }
});

test('what no platform writes is told by its bytes, and an instruction without data too', () => {
  const transaction = {
    signature: '',
    slot: 0,
    blockTimeMs: null,
    version: 0,
    error: null,
    feeLamports: 0n,
    accounts: [],
    preLamports: [],
    postLamports: [],
    preTokens: [],
    postTokens: [],
    logs: [],
  };
  const of = { index: 0, outer: 0, inner: null, depth: 1, accounts: [], parsed: null };
  for (const { kind, programs, read } of platforms.filter((platform) => platform.kind !== 'token'))
    for (const program of programs)
      for (const data of [new Uint8Array(), new Uint8Array(9).fill(251)]) {
        const instruction = { ...of, program, data };
        const reading = read(instruction, { ...transaction, instructions: [instruction] });
        if ('notUnderstood' in reading)
          assert.match(reading.notUnderstood, /^(no data|unknown instruction 0x(fb)*)$/);
        else assert.equal(kind, 'router');
      }
});
