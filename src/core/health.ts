// How well the program is, told in one way wherever it is told: HTTP, command line, alerts.
import { z } from 'zod';
import { toAppError } from './errors.ts';

/** Disconnected: it does not answer, or cannot do anything of what it is for. */
export const healthStatus = z.enum(['Healthy', 'Degraded', 'Disconnected']);

export type HealthStatus = z.output<typeof healthStatus>;

/** What a part says of itself, as a contract has it. */
export const partHealth = z.object({
  status: healthStatus,
  /** For people. */
  says: z.string().optional(),
  /** Stands where "ready" would be taken for more than it is. */
  word: z.string().optional(),
  /** Of the process that does its work beside the program; null where the system does not tell. */
  process: z.object({ rssBytes: z.number().nullable() }).optional(),
});

export type PartHealth = {
  readonly status: HealthStatus;
  readonly says?: string | undefined;
  readonly word?: string | undefined;
  readonly process?: { readonly rssBytes: number | null } | undefined;
};

/** By the name of its worker. */
export type Parts = Readonly<Record<string, PartHealth>>;

/** A part that takes longer to say how it is, is not well. */
export const HEALTH_MS = 500;

/** The client of a worker that has more to say than that it runs. */
type HealthClient = {
  health(input: undefined, options: { readonly deadlineMs: number }): Promise<PartHealth>;
};

/** Asks all at once; whoever does not answer is Disconnected. Never rejects. */
export async function askParts(clients: Readonly<Record<string, HealthClient>>): Promise<Parts> {
  const asked = Object.entries(clients).map(async ([name, client]) => [name, await ask(client)] as const);
  return Object.fromEntries(await Promise.all(asked));
}

async function ask(client: HealthClient): Promise<PartHealth> {
  try {
    return await client.health(undefined, { deadlineMs: HEALTH_MS });
  } catch (error) {
    const { code, message } = toAppError(error);
    return { status: 'Disconnected', says: `It does not answer (${code}): ${message}` };
  }
}

/** What a worker did within the last minute, and what it owes. */
export type WorkerFacts = {
  readonly state: string;
  readonly processed: number;
  readonly errors: number;
  /** Handlers that threw something nobody expected. */
  readonly bugs: number;
  /** To the outside: those it has, and those it should have. A worker without connections owes none. */
  readonly connections: { readonly active: number; readonly wanted: number };
};

/** Fewer errors are the everyday of those who ask wrongly. */
const MANY_ERRORS = 20;
const MANY_SHARE = 0.5;

/** What the figures of one worker say; it is Healthy again as soon as they are. */
export function judgeWorker({ state, processed, errors, bugs, connections }: WorkerFacts): PartHealth {
  if (state !== 'ready') return { status: 'Disconnected', says: `It is ${state}.` };
  const { active, wanted } = connections;
  if (active < wanted)
    return {
      status: active === 0 ? 'Disconnected' : 'Degraded',
      says: `${active} of ${wanted} connections are open; it connects again by itself.`,
    };
  if (bugs > 0)
    return {
      status: 'Degraded',
      says: `${bugs} ${bugs === 1 ? 'handler' : 'handlers'} failed unexpectedly in the last minute; \`a handler failed\` in the log tells why.`,
    };
  if (errors >= MANY_ERRORS && errors >= processed * MANY_SHARE)
    return { status: 'Degraded', says: `${errors} of ${processed} requests failed in the last minute.` };
  return { status: 'Healthy' };
}

const order: readonly HealthStatus[] = ['Healthy', 'Degraded', 'Disconnected'];

/** What a part says of itself, or what is known of it where that is worse. */
export function worseOf(own: PartHealth, other: PartHealth): PartHealth {
  return order.indexOf(other.status) > order.indexOf(own.status) ? { ...own, ...other } : own;
}

/**
 * Of the whole, and of the parts whose workers are switched on. Disconnected only when not even the supervisor answers
 * (`workers` is undefined), because everything else comes back by itself.
 */
export function toOverallHealth(
  workers: readonly { readonly service: string; readonly state: string }[] | undefined,
  given: Parts,
): { readonly status: HealthStatus; readonly parts: Parts } {
  if (!workers) return { status: 'Disconnected', parts: {} };
  const known = Object.entries(given).filter(([name]) => workers.some(({ service }) => service === name));
  const isWell =
    workers.every(({ state }) => state === 'ready') && known.every(([, { status }]) => status === 'Healthy');
  return { status: isWell ? 'Healthy' : 'Degraded', parts: Object.fromEntries(known) };
}
