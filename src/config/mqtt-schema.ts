// Settings of MQTT: a broker elsewhere to publish to, and one of our own to listen to.
import { z } from 'zod';
import { isLoopback } from '../core/loopback.ts';
import { secret, secretUrl } from './secret-setting.ts';

const MIN_PASSWORD_CHARS = 12;

const file = () => z.string().meta({ words: 'a file, or nothing' }).default('');

export const mqttSchema = z.strictObject({
  url: secretUrl({ schemes: ['mqtt:', 'mqtts:'], path: /^\/?$/, pathWords: '' })
    .meta({ env: 'ZAPFLOW_MQTT_URL' })
    .describe(
      'Broker to publish to: mqtt://… or, over a network, mqtts://…; without it nothing is published elsewhere.',
    ),
  embedded: z
    .boolean()
    .default(false)
    .describe('Whether a broker of Zapflow’s own runs, from which other programs can read.'),
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe(
      'Address the embedded broker listens on; one beyond this machine needs `mqtt.tls`, user and password.',
    ),
  port: z
    .int()
    .min(0)
    .max(65535)
    .default(3883)
    .describe('Port of the embedded broker; 0 takes any free one.'),
  username: z
    .string()
    .max(100)
    .meta({ words: 'text, or nothing' })
    .default('')
    .describe('User name that readers of the embedded broker give; without it nobody is asked.'),
  password: secret().describe('Password that goes with `mqtt.username`.'),
  tls: z
    .strictObject({
      cert: file().describe('Certificate of the embedded broker with its chain, in PEM.'),
      key: file().describe('Private key of the certificate, in PEM.'),
    })
    .prefault({}),
  prefix: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .meta({ words: 'a name of letters, digits, underscores and dashes' })
    .default('zapflow')
    .describe('First level of all topics.'),
});

type MqttSchema = z.output<typeof mqttSchema>;

/** What one of the settings alone cannot say, in the form of the rules of `resolve.ts`. */
export function mqttRules({ embedded, host, username, password, tls: { cert, key } }: MqttSchema) {
  const secretLength = password?.reveal().length ?? 0;
  const isPublic = embedded && !isLoopback(host);
  return [
    {
      path: 'mqtt.host',
      other: 'mqtt.host',
      holds: !isPublic || (cert !== '' && username !== '' && secretLength > 0),
      expected:
        'an address of this machine such as 127.0.0.1, or mqtt.tls.cert and mqtt.tls.key for encryption with mqtt.username and mqtt.password',
      got: host,
    },
    {
      path: 'mqtt.password',
      other: 'mqtt.host',
      holds: !isPublic || secretLength === 0 || secretLength >= MIN_PASSWORD_CHARS,
      expected: `at least ${MIN_PASSWORD_CHARS} characters beyond this machine`,
      got: 'a shorter one',
    },
    {
      path: 'mqtt.password',
      other: 'mqtt.username',
      holds: (username === '') === (secretLength === 0),
      expected: 'both a user name and its password, or neither',
      got: username === '' ? 'no user name' : 'no password',
    },
    {
      path: 'mqtt.tls.key',
      other: 'mqtt.tls.cert',
      holds: (cert === '') === (key === ''),
      expected: 'both a certificate and its key, or neither',
      got: key === '' ? 'no key' : 'no certificate',
    },
  ];
}
