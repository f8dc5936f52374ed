import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toOtpUri } from './otp-uri.ts';

test('the secret is written as authenticator apps read it (RFC 4648)', () => {
  assert.match(toOtpUri(Buffer.from('foobar')), /secret=MZXW6YTBOI&/);
  assert.match(toOtpUri(Buffer.from('fooba')), /secret=MZXW6YTB&/);
});
