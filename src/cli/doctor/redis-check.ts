// Check of the Redis that the cache is given: that it answers, takes the password, and has the database of the address.
import { type Check, type Finding, ok, problem, warning } from './check.ts';

const ANSWER_MS = 2000;

export const redis: Check = {
  name: 'Redis',
  run: async ({ config }) => {
    const url = config.cache.redisUrl?.reveal();
    if (url === undefined) return ok('none configured; the cache is memory only');
    const { host, pathname } = new URL(url);
    const number = Number(pathname.slice(1));
    try {
      await ping(url, number);
      return ok(`${host} answers, database ${number}`);
    } catch (error) {
      return judgeRedis(error, host, number);
    }
  },
};

async function ping(url: string, database: number): Promise<void> {
  const { Redis } = await import('ioredis');
  const client = new Redis(url, {
    lazyConnect: true,
    protocol: 2,
    disableClientInfo: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: ANSWER_MS,
    commandTimeout: ANSWER_MS,
    retryStrategy: () => null,
  });
  // The reason why a connection ends is told here and not to who waits for it.
  let reason: unknown;
  client.on('error', (error) => {
    reason ??= error;
  });
  try {
    await client.connect();
    // The client goes on with the database 0 when the server does not have the one of the address.
    await client.select(database);
    await client.ping();
  } catch (error) {
    throw reason ?? error;
  } finally {
    client.disconnect();
  }
}

/** Never repeats what the server said, which may quote what was sent to it. */
export function judgeRedis(error: unknown, host: string, database: number): Finding {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  const fix = 'correct `cache.redisUrl` (`ZAPFLOW_REDIS_URL`)';
  if (/^(NOAUTH|WRONGPASS|NOPERM|ERR AUTH|ERR Client sent AUTH)/.test(message))
    return problem(`${host} refuses the user or the password`, fix);
  if (/^ERR (DB index|invalid DB)/.test(message))
    return problem(
      `${host} has no database ${database}`,
      `${fix}: its number must be below \`databases\` of the server`,
    );
  const why =
    typeof code === 'string' ? code : /timed? ?out|ETIMEDOUT/i.test(message) ? 'time-out' : 'closed';
  return warning(
    `${host} does not answer (${why})`,
    'start it, or correct `cache.redisUrl`; until then the cache is memory only',
  );
}
