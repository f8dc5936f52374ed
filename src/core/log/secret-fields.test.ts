import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSolanaAddress, secrecyOf } from './secret-fields.ts';

test('names of secrets are known in every spelling', () => {
  const names =
    'password PASSWORD dbPassword secret clientSecret apiKey api_key API-KEY apikey X-MBX-APIKEY authorization Cookie set-cookie privateKey private_key PRIVATEKEY mnemonic passphrase seedPhrase auth accessToken botToken secretKey signingKey keypair';
  for (const name of names.split(' ')) assert.equal(secrecyOf(name), 'secret', name);
  for (const name of ['key', 'seed', 'walletSeed', 'hostKey'])
    assert.equal(secrecyOf(name), 'secret-text', name);
  for (const name of ['token', 'tokens', 'inputToken']) assert.equal(secrecyOf(name), 'token', name);
});

test('names that only resemble a secret are open', () => {
  const names =
    'publicKey primaryKey idempotencyKey tokenMint tokenSymbol tokenCount monkey keyboard signature msg __proto__';
  for (const name of names.split(' ')) assert.equal(secrecyOf(name), 'open', name);
});

test('an address is 32 bytes in base58, nothing else of that length', () => {
  assert.ok(isSolanaAddress('So11111111111111111111111111111111111111112'));
  assert.ok(isSolanaAddress('11111111111111111111111111111111'));
  assert.ok(!isSolanaAddress('1'.repeat(40)));
  assert.ok(!isSolanaAddress('z'.repeat(44)));
  assert.ok(!isSolanaAddress('abcdefghijkmnopqrstuvwxyzABCDEFGHJK'));
});
