// What can go wrong with the node when it is told to.
import { z } from 'zod';
import type { FaultDefinitions } from '../../member.ts';

const oneIn = z.int().min(1).max(1_000_000).default(20).describe('How many: one in so many.');
const byMs = z.int().min(1).max(600_000).default(1500).describe('By how much, in ms of real time.');
const everyS = z.int().min(1).max(3600).default(20).describe('How often, in seconds of real time.');

const at = z.enum(['both', 'first', 'replica']).default('both').describe('At which of the endpoints.');

/** The state of so many blocks behind the last final one is kept for an endpoint that lags. */
export const MAX_LAG_BLOCKS = 40;

export const solanaFaults = {
  'push-late': { summary: 'Every notification comes late.', settings: z.strictObject({ byMs, at }) },
  'push-missing': { summary: 'Some notifications are lost.', settings: z.strictObject({ oneIn, at }) },
  'push-twice': { summary: 'Some notifications come twice.', settings: z.strictObject({ oneIn, at }) },
  'push-silent': {
    summary: 'No notification comes any more, while connections stay open.',
    settings: z.strictObject({ at }),
  },
  'push-disconnect': {
    summary: 'All connections of subscribers are reset now and then.',
    settings: z.strictObject({ everyS, at }),
  },
  'rpc-429': {
    summary: 'Requests are too many.',
    settings: z.strictObject({
      at,
      retryAfterS: z
        .int()
        .min(0)
        .max(3600)
        .default(2)
        .describe('What the header Retry-After says, in seconds.'),
    }),
  },
  'rpc-5xx': {
    summary: 'Requests fail on the side of the node.',
    settings: z.strictObject({
      at,
      status: z.int().min(500).max(599).default(503).describe('The status of the answer.'),
    }),
  },
  'rpc-slow': { summary: 'Answers come late.', settings: z.strictObject({ byMs, at }) },
  'rpc-reset': {
    summary: 'Some requests are answered by a reset connection.',
    settings: z.strictObject({ oneIn, at }),
  },
  'rpc-malformed': { summary: 'Some answers are no JSON.', settings: z.strictObject({ oneIn, at }) },
  'stale-blockhash': {
    summary: 'The blockhash that is told is too old to be used.',
    settings: z.strictObject({ at }),
  },
  'drop-transactions': {
    summary: 'Some transactions are accepted and never land.',
    settings: z.strictObject({ oneIn }),
  },
  'land-late': { summary: 'Transactions land late.', settings: z.strictObject({ byMs }) },
  'replica-behind': {
    summary: 'The second endpoint, at the path /replica, is behind the first.',
    settings: z.strictObject({
      blocks: z.int().min(1).max(MAX_LAG_BLOCKS).default(20).describe('By how many blocks.'),
    }),
  },
  fork: {
    summary: 'Now and then another fork wins, and some transactions that were confirmed are undone.',
    settings: z.strictObject({
      everyS,
      blocks: z.int().min(1).max(30).default(6).describe('How many blocks are undone.'),
      oneIn: oneIn.default(5),
    }),
  },
  forget: {
    summary: 'The node knows only the newest blocks.',
    settings: z.strictObject({
      blocks: z.int().min(40).max(100_000).default(200).describe('How many blocks it still knows.'),
    }),
  },
} satisfies FaultDefinitions;

type Faults = typeof solanaFaults;

/** The settings of a fault that is on. */
export type SolanaFaults = <K extends keyof Faults>(name: K) => z.output<Faults[K]['settings']> | undefined;

/** Of those that are ordered for one endpoint only, the other one knows nothing. */
export function faultsAt(faults: SolanaFaults, endpoint: 'first' | 'replica'): SolanaFaults {
  return (name) => {
    const settings = faults(name);
    const isElsewhere = settings && 'at' in settings && settings.at !== 'both' && settings.at !== endpoint;
    return isElsewhere ? undefined : settings;
  };
}

export const noFaults: SolanaFaults = () => undefined;
