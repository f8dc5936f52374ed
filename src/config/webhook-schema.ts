// Settings of what goes out to addresses that people give: which of them are opened, and how long a receiver is tried.
import { z } from 'zod';

const DAY_HOURS = 24;

/** What the one opener for given addresses allows beside public https. */
export const outsideSchema = z.strictObject({
  ports: z
    .string()
    .max(200)
    .regex(/^(\d{1,5}( ?, ?\d{1,5})*)?$/)
    .refine((text) => text.split(',').every((port) => Number(port) < 65_536))
    .meta({ words: 'ports with commas between, or nothing' })
    .default('')
    .describe('Ports that addresses given by people may have, beside 443 and 8443.'),
  trusted: z
    .string()
    .max(2000)
    .regex(
      /^((([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\]):\d{1,5})( ?, ?([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\]):\d{1,5})*)?$/,
    )
    .meta({ words: 'places as host:port, in small letters, with commas between, or nothing' })
    .default('')
    .describe(
      'Places in your own network that such addresses may lead to, also by http; everything else that is not public is refused.',
    ),
});

export const webhookSchema = z.strictObject({
  timeoutMs: z
    .int()
    .min(100)
    .max(60_000)
    .default(10_000)
    .describe('Time in ms that a receiver has to answer one message.'),
  giveUpHours: z
    .int()
    .min(1)
    .max(30 * DAY_HOURS)
    .default(DAY_HOURS)
    .describe('Hours for which a message is tried; then it becomes a dead letter.'),
  disableDays: z
    .int()
    .min(1)
    .max(365)
    .default(5)
    .describe('Days after which a receiver that took nothing is switched off.'),
  maxWaiting: z
    .int()
    .min(1)
    .max(10_000)
    .default(10_000)
    .describe('Messages that may wait for one receiver; further ones are left out and counted.'),
  coolDownSeconds: z
    .int()
    .min(0)
    .max(86_400)
    .default(30)
    .describe('Seconds in which receivers get one signal, or anomaly, of a type and instrument at most.'),
});
