import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAddress } from '../base58.ts';
import { derivePublicKey } from '../key.ts';
import { deriveAddress, isOnCurve } from './derived-address.ts';
import { bytesOf } from './programs.ts';

test('addresses of well-known programs are derived from their seeds', () => {
  for (const [program, seed, expected] of [
    [
      'JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4',
      '__event_authority',
      'D8cy77BBepLMngZx6ZukaTff5hCt1HrWyKk3Hnd9oitf',
    ],
    [
      '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P',
      '__event_authority',
      'Ce6TQqeHC9p8KetsN6JsjHK7UTZk7nasjjnr7XxXp9F1',
    ],
    ['6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P', 'global', '4wTV1YmiEkRvAtNtsSGPtUrqRYQMe5SKy2uB4Jjaxnjf'],
  ] as const)
    assert.equal(deriveAddress(bytesOf(program), [Buffer.from(seed)]), expected);
});

test('every public key is a point of the curve, and no derived address is', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      assert.ok(isOnCurve(derivePublicKey(Buffer.from(bytes))));
      const derived = deriveAddress(bytesOf('11111111111111111111111111111111'), [Buffer.from(bytes)]);
      assert.ok(!isOnCurve(parseAddress(derived) as Buffer));
    }),
    { numRuns: 50 },
  );
});
