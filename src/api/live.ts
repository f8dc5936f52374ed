// The live connection at `/ws`: a client subscribes to topics, gets what is, then what changes, and misses nothing when it
// comes back and says where it was. Every frame is JSON text.
import { z } from 'zod';
import { anomalyEvent } from '../domain/order-flow/signal.ts';
import { systemAlert } from './alerts.ts';
import { logFilter, logLine } from './logs.ts';
import { instrumentFilter, marketTopics } from './market.ts';
import type { Access } from './roles.ts';
import type { Area } from './route.ts';
import { anomalyFilter, signalFilter, signalRow } from './signals.ts';
import { solanaTopics } from './solana-words.ts';
import { systemState } from './system.ts';
import { stopState } from './trading.ts';

export type TopicDefinition = {
  /** One line. */
  readonly summary: string;
  readonly access: Access;
  /** Of tokens that are limited to some. */
  readonly area: Area;
  /** Narrows what comes. */
  readonly filter?: z.ZodObject;
  /** What is, sent first. */
  readonly snapshot: z.ZodType;
  /** What changed since; with `latest` it is everything anew, as the snapshot. */
  readonly delta: z.ZodType;
  /** What a slow client gets: only the newest, all until it is closed with `tooSlow`, or a snapshot for what is no longer kept. */
  readonly whenSlow: 'latest' | 'all' | 'anew';
  /** Deltas kept for those who come back, and for those who are slow. */
  readonly backlog: number;
};

function defineTopic<const T extends TopicDefinition>(topic: T): T {
  return topic;
}

/** Of one instrument at a time, on numbers of their own; whoever falls behind begins anew. */
const ofInstrument = {
  access: 'viewer',
  area: 'market',
  filter: instrumentFilter,
  whenSlow: 'anew',
  backlog: 40,
} as const;

const ofSolana = { access: 'viewer', area: 'solana', whenSlow: 'all', backlog: 500 } as const;

export const topics = {
  system: defineTopic({
    summary: 'Mode, verdict and figures of every worker, once a second',
    access: 'viewer',
    area: 'system',
    snapshot: systemState,
    delta: systemState,
    whenSlow: 'latest',
    backlog: 1,
  }),
  logs: defineTopic({
    summary: 'Log lines as they are written, gathered for a tenth of a second; first the last 200',
    access: 'viewer',
    area: 'logs',
    filter: logFilter,
    snapshot: z.array(logLine),
    delta: z.array(logLine),
    whenSlow: 'all',
    backlog: 2000,
  }),
  alerts: defineTopic({
    summary: 'Alerts of the system as they are raised, read and cleared; first the last 200',
    access: 'viewer',
    area: 'alerts',
    snapshot: z.array(systemAlert),
    delta: systemAlert,
    whenSlow: 'all',
    backlog: 500,
  }),
  trading: defineTopic({
    summary: 'Whether new positions are stopped',
    access: 'viewer',
    area: 'trading',
    snapshot: stopState,
    delta: stopState,
    whenSlow: 'latest',
    backlog: 1,
  }),
  trades: defineTopic({
    ...ofInstrument,
    ...marketTopics.trades,
    summary: 'Trades of an instrument, gathered for half a second; first the last 200',
  }),
  book: defineTopic({
    ...ofInstrument,
    ...marketTopics.book,
    summary:
      'The order book of an instrument: first its best levels, then those that changed, size 0 for gone',
  }),
  footprint: defineTopic({
    ...ofInstrument,
    ...marketTopics.footprint,
    summary: 'Footprint bars of an instrument as they grow, once a second and when one closes',
  }),
  candles: defineTopic({
    ...ofInstrument,
    ...marketTopics.candles,
    summary: 'One-minute candles of an instrument as they grow, once a second',
  }),
  zones: defineTopic({
    ...ofInstrument,
    ...marketTopics.zones,
    summary: 'Zones of support and resistance of an instrument; all of them when one changes',
  }),
  heat: defineTopic({
    ...ofInstrument,
    ...marketTopics.heat,
    summary: 'Columns of the depth heat-map of an instrument, once a second',
  }),
  stats: defineTopic({
    ...marketTopics.stats,
    summary: 'Figures of every followed instrument, once a second',
    access: 'viewer',
    area: 'market',
    whenSlow: 'latest',
    backlog: 1,
  }),
  signals: defineTopic({
    summary:
      'Signals as they are found, and again when more is known of what became of one; first the last 100',
    access: 'viewer',
    area: 'market',
    filter: signalFilter,
    snapshot: z.array(signalRow),
    delta: signalRow,
    whenSlow: 'all',
    backlog: 500,
  }),
  anomalies: defineTopic({
    summary: 'Anomalies of the market as they are found; first the last 100',
    access: 'viewer',
    area: 'market',
    filter: anomalyFilter,
    snapshot: z.array(anomalyEvent),
    delta: anomalyEvent,
    whenSlow: 'all',
    backlog: 500,
  }),
  walletActivity: defineTopic({
    ...ofSolana,
    ...solanaTopics.walletActivity,
    summary:
      'What followed wallets do, each once and in the order of recording; first the last 100. Over REST, `afterSeq` reads on from any `seq` of a row',
  }),
  launches: defineTopic({
    ...ofSolana,
    ...solanaTopics.launches,
    summary:
      'Tokens as they are launched, and again when one is judged or its liquidity moves; first the last 50',
  }),
  tokenPrices: defineTopic({
    ...ofSolana,
    ...solanaTopics.tokenPrices,
    summary:
      'Prices that changed in the last second, of tokens that somebody looked at within ten minutes, or of the one that is asked for',
    whenSlow: 'anew',
    backlog: 30,
  }),
  chain: defineTopic({
    ...ofSolana,
    ...solanaTopics.chain,
    summary: 'How Solana is followed, and how its nodes do, every two seconds',
    whenSlow: 'latest',
    backlog: 1,
  }),
};

export type TopicName = keyof typeof topics;
const topicName = z.enum(Object.keys(topics) as [TopicName, ...TopicName[]]);
/** What a client asks for may be a topic of another version, which is no reason to hang up. */
const askedName = z.string().max(40);

/** From the client. `id` is its own number for the answer. */
export const clientFrame = z.discriminatedUnion('type', [
  /** First of all where there is no session cookie: an API token. Answered with `welcome`. */
  z.strictObject({ type: z.literal('hello'), token: z.string().min(1).max(200).optional() }),
  /** Once more with another filter, it takes the place of the first. */
  z.strictObject({
    type: z.literal('subscribe'),
    id: z.int().min(0),
    topic: askedName,
    filter: z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean()])).optional(),
    /** Where it was: both as the last frame of the topic told them. Without them, or when that is too long ago, a snapshot comes. */
    epoch: z.string().max(40).optional(),
    afterSeq: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('unsubscribe'), id: z.int().min(0), topic: askedName }),
  z.strictObject({ type: z.literal('ping'), id: z.int().min(0) }),
]);
export type ClientFrame = z.output<typeof clientFrame>;

/** What may be wrong with a frame. */
export const liveFailures = {
  FRAME_INVALID: 'The frame is none of the protocol; the connection is closed after this.',
  RATE_EXCEEDED: 'More frames came than are taken; the connection is closed after this.',
  SIGN_IN_NEEDED:
    'A topic was asked for before a `hello` with a token, or by somebody who may only look around.',
  SIGNED_IN_ALREADY: 'A token came on a connection that already is somebody’s.',
  TOTP_NEEDED:
    'Live mode asks for a second factor, and the account, or the owner of the token, has none yet.',
  ROLE_MISSING: 'The role does not allow the topic.',
  AREA_MISSING: 'The token is limited to other areas.',
  TOPIC_UNKNOWN: 'There is no such topic in this version.',
  FILTER_INVALID: 'The topic has no filter, or not this one, or it names an instrument that is not followed.',
} as const;
export type LiveFailure = keyof typeof liveFailures;

/** To the client. */
export const serverFrame = z.discriminatedUnion('type', [
  /** Sent unasked to a session, and as the answer to `hello`; `role` is null only where nobody is signed in. */
  z.object({
    type: z.literal('welcome'),
    version: z.string(),
    mode: z.string(),
    role: z.string().nullable(),
  }),
  /** `epoch` changes when the program starts anew: sequence numbers of another epoch say nothing. */
  z.object({
    type: z.literal('snapshot'),
    topic: topicName,
    epoch: z.string(),
    seq: z.int(),
    data: z.json(),
  }),
  /**
   * `seq` only grows; it jumps where a filter or `skipped` left something out, never where something was lost.
   * `skipped` counts deltas that were left out because the client was slow; only with topics that keep the latest.
   */
  z.object({
    type: z.literal('delta'),
    topic: topicName,
    epoch: z.string(),
    seq: z.int(),
    skipped: z.int().optional(),
    data: z.json(),
  }),
  /** The frame of this `id` was taken; what a subscription brings comes after it. */
  z.object({ type: z.literal('done'), id: z.int() }),
  z.object({ type: z.literal('pong'), id: z.int(), atMs: z.int() }),
  z.object({
    type: z.literal('failed'),
    id: z.int().optional(),
    code: z.enum(Object.keys(liveFailures) as [LiveFailure, ...LiveFailure[]]),
    message: z.string(),
  }),
]);
export type ServerFrame = z.output<typeof serverFrame>;

/** Codes with which the server closes (RFC 6455 leaves 4000-4999 to applications). */
export const closeCodes = {
  malformed: 4400,
  signedOut: 4401,
  forbidden: 4403,
  tooManyFrames: 4420,
  tooSlow: 4429,
  stopping: 1001,
  busy: 1013,
} as const;

export type EndReason = keyof typeof closeCodes;

/** What each is told for, and what the client does then. */
export const closeMeanings: Readonly<Record<EndReason, string>> = {
  malformed: 'A frame was none of the protocol: correct the client.',
  signedOut: 'No sign-in within 5 seconds, or the session or token ended: sign in, then connect again.',
  forbidden: 'Rights were changed: connect again and ask for what is still allowed.',
  tooManyFrames: 'More than 100 frames in 10 seconds: connect again and send less.',
  tooSlow:
    'More waited for the client than is kept: connect again with `epoch` and `afterSeq`, or ask for less.',
  stopping: 'The program stops or restarts: connect again after a while.',
  busy: 'There are as many clients as there may be, or a token cannot be checked now: connect again after a while.',
};

/** What one connection may do. */
export const liveLimits = {
  /** Milliseconds for `hello` where there is no session. */
  helloMs: 5000,
  /** The server pings whoever was silent so long, and hangs up after twice that. */
  heartbeatMs: 30_000,
  frameBytes: 16 * 1024,
  frames: 100,
  framesMs: 10_000,
} as const;
