import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataOf, loadMainnet, skipsMainnet } from '../testing/mainnet.ts';
import { tokenAccountOf } from './derived-address.ts';
import { effectOf } from './effects.ts';
import { type Instruction, parseMessage } from './message.ts';
import { ASSOCIATED_TOKEN } from './programs.ts';

test('transactions of the main network are read as the network read them', { skip: skipsMainnet }, () => {
  const transactions = loadMainnet();
  assert.ok(transactions.length >= 15);
  for (const { name, accountKeys, instructions, message } of transactions) {
    const read = parseMessage(message);
    assert.deepEqual(
      read.instructions,
      instructions.map(({ programIdIndex, accounts, data }) => ({
        program: accountKeys[programIdIndex],
        accounts: accounts.map((place) => accountKeys[place]),
        data: dataOf(data),
      })),
      name,
    );
  }
});

test('accounts of tokens that the network created are where they are derived to be', {
  skip: skipsMainnet,
}, () => {
  const created = loadMainnet()
    .flatMap(({ message }) => parseMessage(message).instructions)
    .filter((instruction) => effectOf(instruction).kind === 'createTokenAccount');
  assert.ok(created.length >= 5);
  for (const { accounts } of created as (Instruction & { accounts: string[] })[]) {
    const [, account, owner, mint, , token] = accounts as [string, string, string, string, string, string];
    assert.equal(tokenAccountOf(owner, token, mint), account);
  }
  assert.ok(created.every(({ program }) => program === ASSOCIATED_TOKEN));
});
