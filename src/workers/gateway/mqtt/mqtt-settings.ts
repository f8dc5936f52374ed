// The slice of the configuration that MQTT gets, as it crosses to the thread of the gateway.
import { z } from 'zod';
import { Secret } from '../../../core/secret.ts';

const secret = z.string().transform((text) => new Secret(text));

export const mqttSettings = z.object({
  /** Null goes without a broker elsewhere. */
  url: secret.nullable(),
  /** Null starts none. */
  embedded: z
    .object({
      host: z.string(),
      port: z.int(),
      credentials: z.object({ username: z.string(), password: secret }).nullable(),
      tls: z.object({ cert: z.string(), key: z.string() }).nullable(),
    })
    .nullable(),
  /** The first level of all topics. */
  prefix: z.string(),
});

export type MqttSettings = z.output<typeof mqttSettings>;
