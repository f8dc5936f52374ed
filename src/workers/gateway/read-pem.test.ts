import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSelfSigned, opensslSkip } from '../../core/outside/testing/self-signed.ts';
import { readPem } from './read-pem.ts';

test('a certificate and a key that do not belong together are told at once, under the setting', {
  skip: opensslSkip,
}, (t) => {
  const one = createSelfSigned(t, 'one.test');
  const other = createSelfSigned(t, 'other.test');
  const read = (cert: string, key: string) => readPem({ cert, key }, 'gateway.tls');
  assert.ok(read(one.certFile, one.keyFile).cert.length > 0);
  for (const [cert, key] of [
    [one.certFile, other.keyFile],
    [one.keyFile, one.certFile],
  ] as const)
    assert.throws(() => read(cert, key), {
      code: 'TLS_UNREADABLE',
      details: { path: 'gateway.tls', cert, key },
    });
  assert.throws(() => read(one.certFile, '/nowhere/key.pem'), {
    code: 'TLS_UNREADABLE',
    details: { path: 'gateway.tls.key', file: '/nowhere/key.pem' },
  });
});
