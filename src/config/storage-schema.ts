// Settings of what lasts: where it is kept and how it is read.
import { z } from 'zod';
import { secretUrl } from './secret-setting.ts';

const days = (kept: number, what: string) =>
  z.int().min(0).max(36_500).default(kept).describe(`Days that ${what} are kept; 0 keeps them for ever.`);

/** One setting for each policy of `src/workers/storage/retention`. */
const retention = z.strictObject({
  tracesDays: days(14, 'traces of causes and effects'),
  outboxDays: days(7, 'handled messages, of which a repeated write sends none again meanwhile,'),
  reservationsDays: days(400, 'closed reservations of funds'),
  alertsDays: days(90, 'alerts of the system'),
  signalsDays: days(365, 'signals and what became of them'),
  anomaliesDays: days(90, 'anomalies of the market'),
  footprintsDays: days(14, 'footprint bars'),
  candlesDays: days(90, 'candles shorter than an hour'),
  chainDays: days(90, 'transactions of followed wallets; their trades are kept for ever'),
  tokenCandlesDays: days(30, 'candles of tokens that are shorter than an hour'),
});

export const storageSchema = z.strictObject({
  databaseUrl: secretUrl({ schemes: ['postgres:', 'postgresql:'] })
    .meta({ env: 'ZAPFLOW_DATABASE_URL' })
    .describe(
      'PostgreSQL to keep everything in, as postgres://user:password@host/database; without it one SQLite file in `dataDir`.',
    ),
  readerThreads: z
    .int()
    .min(0)
    .max(16)
    .default(1)
    .describe('Threads that read the SQLite file beside the writer; with 0 the writer reads too.'),
  readTimeoutMs: z
    .int()
    .min(10)
    .max(600_000)
    .default(5000)
    .describe('Time in ms a read may take before it is ended.'),
  poolConnections: z
    .int()
    .min(0)
    .max(100)
    .default(0)
    .describe('Connections to PostgreSQL; 0 = between 5 and 20 by the cores of the machine.'),
  maxJournaled: z
    .int()
    .min(0)
    .max(10_000_000)
    .default(100_000)
    .describe(
      'Writes kept in the local journal while PostgreSQL cannot be reached; beyond them they are refused.',
    ),
  retention: retention.prefault({}),
});
