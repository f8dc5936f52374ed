// What is not kept for ever, in the order of the settings `storage.retention`.
import { alerts } from './alerts.ts';
import { outbox } from './outbox.ts';
import type { RetentionPolicy } from './policy.ts';
import { reservations } from './reservations.ts';
import { traces } from './traces.ts';

export const policies = [traces, outbox, reservations, alerts] as const satisfies readonly RetentionPolicy[];
