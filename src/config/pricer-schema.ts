// Settings of prices: who is asked, how often, and how far sources may be apart.
import { z } from 'zod';
import { feeds } from '../feeds/index.ts';
import { secret } from './secret-setting.ts';

const names = [...feeds.map(({ name }) => name), 'binance'];
const NAME = `(?:${names.join('|')})`;
const feedUrl = z
  .string()
  .max(300)
  .regex(/^(https?:\/\/[^\s/?#@]+(\/[^\s?#]*[^\s?#/])?)?$/)
  .meta({ words: 'an address as https://host without a slash at its end, or nothing' })
  .default('')
  .describe('Where the feed is asked; nothing leaves its own address, or that of the sandbox.');
const requestsPerMinute = (usual: number) =>
  z.int().min(1).max(100_000).default(usual).describe('Requests a minute that the plan of the feed allows.');

const feed = (name: string) => {
  const { requestsPerMinute: usual } = feeds.find((one) => one.name === name) ?? { requestsPerMinute: 60 };
  return { url: feedUrl, requestsPerMinute: requestsPerMinute(usual) };
};
const keyed = (name: string, env: string, words: string) =>
  z.strictObject({ ...feed(name), key: secret().meta({ secret: true, env }).describe(words) }).prefault({});

export const pricerSchema = z.strictObject({
  disabled: z
    .string()
    .max(500)
    .regex(new RegExp(`^(${NAME}( ?, ?${NAME})*)?$`))
    .meta({ words: `names of feeds with commas between (${names.join(', ')}), or nothing` })
    .default('')
    .describe('Feeds that are not asked.'),
  jupiter: keyed('jupiter', 'ZAPFLOW_JUPITER_KEY', 'Key of Jupiter; without it its free address is asked.'),
  dexscreener: z.strictObject(feed('dexscreener')).prefault({}),
  birdeye: keyed('birdeye', 'ZAPFLOW_BIRDEYE_KEY', 'Key of Birdeye; without it Birdeye is not asked.'),
  vybe: keyed('vybe', 'ZAPFLOW_VYBE_KEY', 'Key of Vybe; without it Vybe is not asked.'),
  poolFreshMs: z
    .int()
    .min(1000)
    .max(86_400_000)
    .default(600_000)
    .describe('Time in ms for which the last swap of a pool is its price.'),
  disputeBps: z
    .int()
    .min(1)
    .max(100_000)
    .default(300)
    .describe(
      'Distance of a source from the median, in hundredths of a percent, above which a price is disputed.',
    ),
  maxTokens: z
    .int()
    .min(10)
    .max(20_000)
    .default(1000)
    .describe('Tokens of which prices are kept; those not asked for or traded the longest give way.'),
  interestMs: z
    .int()
    .min(60_000)
    .max(86_400_000)
    .default(3_600_000)
    .describe(
      'Time in ms for which feeds are asked about a token that somebody asked for; a sixth of it for one that was traded.',
    ),
  refreshMs: z
    .int()
    .min(1000)
    .max(3_600_000)
    .default(10_000)
    .describe('Time in ms between two questions to a feed about the same token.'),
});
