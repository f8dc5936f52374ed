// Settings of the door for people and programs: where it listens, by which names it is known, how much it answers.
import { z } from 'zod';
import { isLoopback } from '../core/loopback.ts';

/** A list on one line, since a variable and a flag are one line. */
const list = (entry: string, words: string) =>
  z
    .string()
    .max(2000)
    .regex(new RegExp(`^((${entry})( ?, ?(${entry}))*)?$`, 'i'))
    .meta({ words })
    .default('');

const perMinute = (standard: number) => z.int().min(1).max(1_000_000).default(standard);

const tls = z.strictObject({
  cert: z
    .string()
    .meta({ words: 'a file, or nothing' })
    .default('')
    .describe('Certificate with its chain, in PEM; the gateway then speaks HTTPS.'),
  key: z
    .string()
    .meta({ words: 'a file, or nothing' })
    .default('')
    .describe('Private key of the certificate, in PEM.'),
});

const rateLimit = z.strictObject({
  tokenPerMinute: perMinute(100).describe('Requests that an API token may make in a minute.'),
  sessionPerMinute: perMinute(1000).describe(
    'Requests that a session of the dashboard may make in a minute, and an address that did not sign in.',
  ),
  failedPerMinute: perMinute(20).describe(
    'Wrong passwords, codes and tokens that an address may give in a minute before it has to wait.',
  ),
});

export const gatewaySchema = z.strictObject({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe(
      'Address the gateway listens on; one beyond this machine needs `gateway.tls` or `gateway.trustedProxy`.',
    ),
  port: z.int().min(0).max(65535).default(3000).describe('Port of dashboard and API; 0 takes any free one.'),
  hosts: list(
    '[a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}\\]',
    'names or addresses with commas between, or nothing',
  ).describe(
    'Names by which browsers reach the gateway, beside those of this machine; a request for another is refused.',
  ),
  trustedProxy: list(
    '[0-9a-f.:]{2,45}(/\\d{1,3})?',
    'addresses or networks with commas between, or nothing',
  ).describe(
    'Reverse proxies in front of the gateway, whose X-Forwarded-* headers count; they must speak HTTPS to the outside.',
  ),
  tls: tls.prefault({}),
  rateLimit: rateLimit.prefault({}),
});

type Gateway = z.output<typeof gatewaySchema>;

/** What one of the settings alone cannot say, in the form of the rules of `resolve.ts`. */
export function gatewayRules({ host, tls: { cert, key }, trustedProxy }: Gateway) {
  return [
    {
      path: 'gateway.host',
      other: 'gateway.host',
      holds: isLoopback(host) || cert !== '' || trustedProxy !== '',
      expected:
        'an address of this machine such as 127.0.0.1, or gateway.tls.cert and gateway.tls.key for HTTPS, or gateway.trustedProxy for a proxy that speaks it',
      got: host,
    },
    {
      path: 'gateway.tls.key',
      other: 'gateway.tls.cert',
      holds: (cert === '') === (key === ''),
      expected: 'both a certificate and its key, or neither',
      got: key === '' ? 'no key' : 'no certificate',
    },
  ];
}
