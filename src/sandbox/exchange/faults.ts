// What can go wrong with the exchange when it is told to.
import { z } from 'zod';
import type { Random } from '../../core/random.ts';
import { regimeNames } from '../market/regime.ts';
import type { FaultDefinitions } from '../member.ts';
import type { Tamper } from './streams/hub.ts';

const oneIn = z.int().min(1).max(1_000_000).default(50).describe('One message in so many, by chance.');
const everyS = z.number().min(0.1).max(86_400).default(30).describe('How often, in seconds of real time.');
const retryAfterS = z
  .int()
  .min(0)
  .max(86_400)
  .default(10)
  .describe('What the header Retry-After says, in seconds.');
const byMs = z.int().min(1).max(600_000).default(1500).describe('By how much, in ms of real time.');

export const exchangeFaults = {
  silent: {
    summary: 'Streams say nothing more, while their connections stay open.',
    settings: z.strictObject({}),
  },
  slow: { summary: 'Every message of a stream comes late.', settings: z.strictObject({ byMs }) },
  disconnect: { summary: 'All stream connections end now and then.', settings: z.strictObject({ everyS }) },
  'reset-mid-frame': {
    summary: 'All stream connections break off in the middle of a message.',
    settings: z.strictObject({ everyS }),
  },
  refuse: {
    summary: 'Neither requests nor stream connections are accepted.',
    settings: z.strictObject({
      how: z
        .enum(['status', 'reset'])
        .default('status')
        .describe('With status 503, or by a reset connection.'),
    }),
  },
  'rest-429': { summary: 'Requests are too many.', settings: z.strictObject({ retryAfterS }) },
  'rest-418': { summary: 'The address is banned from requests.', settings: z.strictObject({ retryAfterS }) },
  'rest-5xx': {
    summary: 'Requests fail on the side of the exchange.',
    settings: z.strictObject({
      status: z.int().min(500).max(599).default(503).describe('The status of the answer.'),
    }),
  },
  'rest-slow': { summary: 'Answers to requests come late.', settings: z.strictObject({ byMs }) },
  malformed: {
    summary: 'Some stream messages are no JSON.',
    settings: z.strictObject({
      share: z.number().min(0).max(1).default(0.01).describe('How many of all, 0.01 for one in a hundred.'),
    }),
  },
  'drop-depth': { summary: 'Some depth messages are lost.', settings: z.strictObject({ oneIn }) },
  duplicate: { summary: 'Some stream messages come twice.', settings: z.strictObject({ oneIn }) },
  reorder: {
    summary: 'Some stream messages come after the next one of their stream.',
    settings: z.strictObject({ oneIn }),
  },
  'clock-skew': {
    summary: 'The clock of the exchange is wrong.',
    settings: z.strictObject({
      byMs: z
        .int()
        .min(-86_400_000)
        .max(86_400_000)
        .default(10_000)
        .describe('Ahead, or behind where negative, in ms.'),
    }),
  },
  regime: {
    summary: 'The simulated market is held in one mood.',
    settings: z.strictObject({ name: z.enum(regimeNames).default('crash').describe('Which one.') }),
  },
} satisfies FaultDefinitions;

type Faults = typeof exchangeFaults;

/** The settings of a fault that is on. */
export type ExchangeFaults = <K extends keyof Faults>(name: K) => z.output<Faults[K]['settings']> | undefined;

export const noFaults: ExchangeFaults = () => undefined;

export function createTamper(faults: ExchangeFaults, random: Random): Tamper {
  /** Held back, to be sent after the next message of the same stream. */
  const late = new Map<string, string>();
  const hits = (settings: { readonly oneIn: number } | undefined): boolean =>
    settings !== undefined && random.below(settings.oneIn) === 0;
  return (kind, stream, text) => {
    if (faults('silent')) return [];
    if (stream.includes('@depth') && hits(faults('drop-depth'))) return [];
    const malformed = faults('malformed');
    const isBroken = malformed !== undefined && random.next() < malformed.share;
    const one = isBroken ? text.slice(0, 1 + random.below(text.length - 1)) : text;
    const key = `${kind}/${stream}`;
    const held = late.get(key);
    if (held !== undefined) {
      late.delete(key);
      return [one, held];
    }
    if (hits(faults('reorder'))) {
      late.set(key, one);
      return [];
    }
    return hits(faults('duplicate')) ? [one, one] : [one];
  };
}
