// Settings of market data: which symbols are followed, from where, how their streams are kept, and what is recorded.
import { z } from 'zod';

const MAX_RECORDED_FILES = 100_000;

const symbols = z
  .string()
  .max(20_000)
  .regex(/^((spot|usdm|coinm):[A-Z0-9_]{1,40}( ?, ?(spot|usdm|coinm):[A-Z0-9_]{1,40})*)?$/)
  .meta({ words: 'symbols as market:SYMBOL with commas between, or nothing' });

/** An address of one of these schemes without query or slash at the end; empty follows the mode. */
function address(schemes: readonly string[], part = '') {
  const host = '([\\w.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}\\])(:\\d{1,5})?';
  return z
    .string()
    .max(500)
    .regex(new RegExp(`^((${schemes.join('|')})://${host}(/[\\w.${part}-]{1,100}){0,5})?$`))
    .meta({ words: `an address as ${schemes[0]}://host:port/path without a slash at the end, or nothing` })
    .default('');
}

const endpoints = z
  .strictObject({
    rest: address(['https', 'http']).describe('Base address of requests; nothing takes that of the mode.'),
    stream: address(['wss', 'ws'], '{}').describe(
      'Base address of streams, with `{route}` where the exchange splits them into public and market; nothing takes that of the mode.',
    ),
  })
  .prefault({});

const futureSpeeds = ['0ms', '100ms', '250ms', '500ms'] as const;
const depthSpeed = 'Time between two updates of a book';
const tradeKinds = z.enum(['trade', 'aggTrade']);
const trades = 'Single trades, or those of one taker at one price as one';

export const marketSchema = z.strictObject({
  symbols: symbols
    .default('usdm:BTCUSDT,usdm:ETHUSDT,usdm:SOLUSDT,spot:BTCUSDT,spot:ETHUSDT,coinm:BTCUSD_PERP')
    .describe('What is followed; `usdm` are futures margined in a stablecoin, `coinm` those in a coin.'),
  endpoints: z.strictObject({ spot: endpoints, usdm: endpoints, coinm: endpoints }).prefault({}),
  depthSpeed: z
    .strictObject({
      spot: z.enum(['100ms', '1000ms']).default('100ms').describe(`${depthSpeed} of the spot market.`),
      usdm: z
        .enum(futureSpeeds)
        .default('100ms')
        .describe(`${depthSpeed} of USD-M futures; 0ms is each change.`),
      coinm: z
        .enum(futureSpeeds)
        .default('100ms')
        .describe(`${depthSpeed} of COIN-M futures; 0ms is each change.`),
    })
    .prefault({}),
  trades: z
    .strictObject({
      spot: tradeKinds.default('trade').describe(`${trades}, on the spot market.`),
      usdm: tradeKinds
        .default('trade')
        .describe(`${trades}, on USD-M futures; aggregates come by another connection than the book.`),
      coinm: tradeKinds.default('trade').describe(`${trades}, on COIN-M futures.`),
    })
    .prefault({}),
  snapshotLimit: z
    .int()
    .min(5)
    .max(5000)
    .default(1000)
    .describe('Levels of a side asked for when a book begins; more weigh more, and futures have 1000.'),
  reconnectMs: z
    .int()
    .min(100)
    .max(600_000)
    .default(5000)
    .describe('Time in ms before a lost connection is tried again; it grows while that fails.'),
  staleMs: z
    .int()
    .min(1000)
    .max(3_600_000)
    .default(60_000)
    .describe('Silence in ms of a symbol after which its connection is replaced.'),
  rotateHours: z
    .int()
    .min(1)
    .max(23)
    .default(23)
    .describe('Age in hours at which a connection is replaced by a new one that already delivers.'),
  recorder: z
    .strictObject({
      enabled: z.boolean().default(false).describe('Whether everything received is recorded in `dataDir`.'),
      maxFileBytes: z
        .int()
        .min(1_048_576)
        .max(2 ** 40)
        .default(268_435_456)
        .describe('Size in bytes, compressed, at which a new file is begun.'),
      keepFiles: z
        .int()
        .min(1)
        .max(MAX_RECORDED_FILES)
        .default(50)
        .describe('Recorded files that are kept; the oldest goes first.'),
    })
    .prefault({}),
});
