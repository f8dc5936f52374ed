// The gateway's slice of the configuration, as the program hands it over.
import { z } from 'zod';
import { mode } from '../../api/words.ts';
import { mqttSettings } from './mqtt/mqtt-settings.ts';
import { outsideSettings, webhookSettings } from './webhooks/webhook-settings.ts';

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
  version: z.string(),
  /** Names by which it is reached, beside those of this machine. */
  hosts: z.array(z.string()),
  /** Addresses whose X-Forwarded-* headers count. */
  trustedProxy: z.array(z.string()),
  /** Files in PEM. */
  tls: z.object({ cert: z.string(), key: z.string() }).nullable(),
  rateLimit: z.object({ tokenPerMinute: z.int(), sessionPerMinute: z.int(), failedPerMinute: z.int() }),
  /** Of all kinds together. */
  maxConnections: z.int(),
  /** SHA-256 of the token that makes the first account; null where nobody printed one. */
  setupTokenHash: z.string().nullable(),
  /** 32 bytes as hex, under which stored secrets are sealed; null where no program made one. */
  instanceKey: z.string().nullable(),
  /** As configured, to be shown; null where the machine is the limit. */
  memoryLimitBytes: z.number().nullable(),
  /** Resident memory at which the heaviest worker is restarted, configured or not. */
  memoryRestartBytes: z.number().nullable(),
  /** What the program died of before the guard started it again, at a wall time in ms. */
  restarted: z.object({ how: z.string(), restarts: z.int(), atMs: z.number() }).nullable().default(null),
  configuration: z.array(effective),
  outside: outsideSettings,
  webhooks: webhookSettings,
  mqtt: mqttSettings,
});

export type GatewaySettings = z.output<typeof gatewaySettings>;
