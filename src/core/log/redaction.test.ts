import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redactSecrets } from './redaction.ts';
import { seedWords } from './seed-words.ts';

const secretKey =
  '4wBqpZM9xaSheZzJSMawUKKwhdpChKbZ5eu5ky4Vigw3KJQDpTVg3sVzQSzYtLBN4oYvXiSGKTZFFr1J1J8PbqZb'.slice(0, 88);
const signature = '5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW';
const mint = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';
const hexKey = '9f3a'.repeat(16);
const phrase = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
const botToken = '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0';
const bytes = JSON.stringify(Array.from({ length: 64 }, (_, at) => (at * 37) % 256));

const hidden: Record<string, [text: string, secret: string]> = {
  'a Solana secret key': [`{"msg":"loaded ${secretKey}"}`, secretKey],
  'a secret key at the start of an escaped line': [`{"msg":"key:\\n${secretKey}"}`, secretKey],
  'a key after an escaped control': [`{"msg":"\\u0001${hexKey}\\\\n${hexKey}"}`, hexKey],
  'a web token on a line of its own': [`{"msg":"a\\n${jwt}\\n${jwt}"}`, 'dozjgNry'],
  'a bot token after an escaped control': [`{"msg":"\\u0001${botToken}"}`, botToken],
  'a secret key as bytes': [`{"wallet":${bytes}}`, bytes],
  'a secret key turned into text': [`{"msg":"Error: ${bytes.slice(1, -1)}"}`, bytes.slice(1, -1)],
  'a secret key as bytes inside text': [`{"msg":"read ${bytes}"}`, bytes],
  'a hex private key': [`{"msg":"0x${hexKey}"}`, hexKey],
  'a seed phrase': [`{"msg":"imported ${phrase} today"}`, 'sausage'],
  'a seed phrase in capitals': [`{"msg":"${phrase.toUpperCase()}"}`, 'SAUSAGE'],
  'a seed phrase line by line': [`{"msg":"${phrase.replaceAll(' ', '\\n')}"}`, 'sausage'],
  'a seed phrase as a list': [JSON.stringify({ words: phrase.split(' ') }), 'sausage'],
  'a seed phrase as a list in text': [JSON.stringify({ msg: JSON.stringify(phrase.split(' ')) }), 'sausage'],
  'a JSON web token': [`{"msg":"got ${jwt}"}`, 'dozjgNry'],
  'a bearer token': ['{"msg":"Bearer abcdef0123456789ABCDEF"}', 'abcdef0123456789'],
  'a Telegram bot token': [`{"msg":"https://api.telegram.org/bot${botToken}/getMe"}`, botToken],
  'a password in a URL': ['{"msg":"redis://:hunt@er2@cache:6379/0"}', 'er2'],
  'an API key in a query': ['{"msg":"GET /v1?symbol=SOL&api_key=abc123&x=1"}', 'abc123'],
  'a PEM block': ['{"msg":"-----BEGIN PRIVATE KEY-----\\nMIIEvQIB\\n-----END PRIVATE KEY-----"}', 'MIIEvQIB'],
  'a PEM block without its end': ['{"msg":"-----BEGIN EC PRIVATE KEY-----\\nMIIEvQIB"}', 'MIIEvQIB'],
  'a password in JSON text': [JSON.stringify({ msg: JSON.stringify({ password: 'a"b\\c' }) }), 'a\\\\'],
  'an authorization header': ['{"msg":"Authorization: Basic dXNlcjpwYXNz"}', 'dXNlcjpwYXNz'],
};

for (const [name, [text, secret]] of Object.entries(hidden)) {
  test(`${name} is redacted and the line stays JSON`, () => {
    assert.ok(text.includes(secret), 'the example holds its secret');
    const safe = redactSecrets(text);
    assert.ok(!safe.includes(secret), safe);
    assert.match(safe, /\[redacted\]/);
    JSON.parse(safe);
  });
}

const kept: Record<string, string> = {
  'a Solana address': `{"mint":"${mint}","msg":"bought ${mint} for ${mint}"}`,
  'an address in a query': `{"msg":"https://dex.example/?token=${mint}&pair=SOL"}`,
  'a signature by its field': `{"signature":"${signature}","lastSignature":"${signature}"}`,
  'a transaction by its field': `{"txId":"${signature}","buyTx":"${signature}","transaction_id":"${signature}"}`,
  'a list of signatures': JSON.stringify({
    signatures: [signature, signature.replace('5V', '4V'), signature],
  }),
  'a transaction in a link': `{"msg":"https://solscan.io/tx/${signature}"}`,
  'a hash': `{"hash":"${hexKey}","sha256":"${hexKey}"}`,
  'ordinary prose': `{"msg":"the venue closed the link while the last order was still open, so it was sent again after a short wait and then it was filled at a better price than before"}`,
  'field names in a row':
    '{"worker":"gateway","module":"core","msg":"order open","side":"sell","price":1,"size":2,"venue":"a"}',
  'a long list of small numbers': JSON.stringify({ buckets: Array.from({ length: 65 }, (_, at) => at) }),
  'a list of prices': JSON.stringify({ prices: Array.from({ length: 64 }, (_, at) => 1000 + at) }),
  'a URL with a port': '{"msg":"http://127.0.0.1:3000/api/health"}',
  'eleven words of the list': `{"msg":"${phrase.split(' ').slice(0, 11).join(' ')}"}`,
};

for (const [name, text] of Object.entries(kept)) {
  test(`${name} is kept as it is`, () => assert.equal(redactSecrets(text), text));
}

test('a name that only ends like a short one does not make a key public', () => {
  assert.ok(!redactSecrets(`{"config":"${secretKey}","ctx":"${secretKey}"}`).includes(secretKey));
});

test('the word list is the one of BIP-39', () => {
  assert.equal(seedWords.size, 2048);
  assert.ok(seedWords.has('abandon') && seedWords.has('zoo') && !seedWords.has('the'));
});

test('a hostile megabyte takes time in proportion to its length', () => {
  const pieces = [
    'a',
    'eyJ',
    'eyJ.',
    '-----BEGIN X-----',
    'abandon ',
    '://a:',
    '@a',
    '[1,',
    '12345678:',
    'token=',
    'token\\"',
    'password : ',
    'bearer ',
    '\\',
    `${'a'.repeat(85)}0`,
    ' ',
    bytes,
    `"${bytes}`,
    'authorization',
    `${secretKey} `,
  ];
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const startMs = performance.now();
    redactSecrets(text);
    // Some 50 ms where it is linear; many minutes where it is not.
    assert.ok(performance.now() - startMs < 20_000, JSON.stringify(piece));
  }
});
