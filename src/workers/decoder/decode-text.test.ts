import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText } from './decode-text.ts';

test('what is no transaction is told as not understood, with what is known of it', () => {
  const signature = '5'.repeat(88);
  const known = decodeText(`{"slot":77,"transaction":{"signatures":["${signature}"]}}`);
  assert.deepEqual([known.signature, known.slot, known.status, known.trades], [signature, 77, 'failed', []]);
  assert.match(known.notUnderstood[0]?.reason ?? '', /meta/);
  for (const text of ['', '{', 'null', '[]', '{"slot":-1}', '"x"']) {
    const [first] = decodeText(text).notUnderstood;
    assert.ok(first?.reason, text);
  }
});
