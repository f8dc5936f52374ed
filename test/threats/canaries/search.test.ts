import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canaryOf, encodingsOf, findCanaries } from './search.ts';

const secret = 'Kanarie "Ü"/7+%& unter uns';
const canary = canaryOf('secret', secret);
const find = (bytes: string | Buffer) =>
  findCanaries([canary], [{ name: 'here', bytes: Buffer.from(bytes as string) }]);

test('a secret is found however it was written', () => {
  const written = [
    `before${secret}after`,
    ...['', 'x', 'xy', 'xyz'].flatMap((before) => [
      Buffer.from(`${before}${secret}!`).toString('base64'),
      Buffer.from(`${before}${secret}`).toString('base64url'),
    ]),
    `0f${Buffer.from(secret).toString('hex')}0f`,
    `0F${Buffer.from(secret).toString('hex').toUpperCase()}`,
    `http://host/?q=${encodeURIComponent(secret)}&`,
    new URLSearchParams({ a: secret, b: 'c' }).toString(),
    JSON.stringify({ a: secret }),
    JSON.stringify({ line: JSON.stringify({ a: secret }) }),
    JSON.stringify({ a: secret }).replaceAll('Ü', '\\u00dc'),
    Buffer.from(`x${secret}`, 'utf16le'),
    JSON.stringify(Buffer.from(secret)),
  ];
  for (const text of written) assert.notDeepEqual(find(text), [], String(text));
});

test('bytes that are no text are found too', () => {
  const bytes = Buffer.from([...Array(32).keys()].map((at) => 200 + at));
  const key = { name: 'key', bytes };
  for (const text of [bytes, bytes.toString('hex'), bytes.toString('base64'), JSON.stringify([...bytes])])
    assert.notDeepEqual(findCanaries([key], [{ name: 'here', bytes: Buffer.from(text as string) }]), []);
});

test('what is not there is not found, and what is too short to tell is refused', () => {
  assert.deepEqual(find('Kanarie'), []);
  assert.deepEqual(find(Buffer.from(secret).toString('base64').slice(8)), []);
  assert.throws(() => encodingsOf(Buffer.from('short')));
});
