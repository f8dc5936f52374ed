// The gateway's slice of the configuration, as the program hands it over.
import { z } from 'zod';
import { mode } from '../../api/words.ts';
import { mqttSettings } from './mqtt/mqtt-settings.ts';
import { outsideSettings, webhookSettings } from './webhooks/webhook-settings.ts';

/** `a, b` as a setting holds it, in parts. */
const list = z.array(z.string()).default([]);

/** One setting in effect, with its source; secrets are replaced before it comes here. */
const effective = z.object({
  path: z.string(),
  value: z.json(),
  source: z.string(),
  isDefault: z.boolean(),
  isSecret: z.boolean(),
  says: z.string(),
});

export const gatewaySettings = z.object({
  host: z.string(),
  port: z.int(),
  mode,
  version: z.string().default('0.0.0'),
  /** Names by which it is reached, beside those of this machine. */
  hosts: list,
  /** Addresses whose X-Forwarded-* headers count. */
  trustedProxy: list,
  /** Files in PEM. */
  tls: z.object({ cert: z.string(), key: z.string() }).nullable().default(null),
  rateLimit: z
    .object({ tokenPerMinute: z.int(), sessionPerMinute: z.int(), failedPerMinute: z.int() })
    .default({ tokenPerMinute: 100, sessionPerMinute: 1000, failedPerMinute: 20 }),
  /** SHA-256 of the token that makes the first account; null where nobody printed one. */
  setupTokenHash: z.string().nullable().default(null),
  /** 32 bytes as hex, under which stored secrets are sealed; null where no program made one. */
  instanceKey: z.string().nullable().default(null),
  /** As configured, to be shown; null where the machine is the limit. */
  memoryLimitBytes: z.number().nullable().default(null),
  /** Resident memory at which the heaviest worker is restarted, configured or not. */
  memoryRestartBytes: z.number().nullable().default(null),
  configuration: z.array(effective).default([]),
  outside: outsideSettings,
  webhooks: webhookSettings,
  mqtt: mqttSettings,
});

export type GatewaySettings = z.output<typeof gatewaySettings>;
