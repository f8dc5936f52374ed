// The real Redis. ioredis keeps no queue and repeats nothing here: what was not answered is told as it is.
import { AppError, toAppError } from '../../../core/errors.ts';
import { toBackoffMs } from '../../../core/outside/backoff.ts';
import { COMMAND_TIMEOUT_MS, type OpenRedis } from './redis-door.ts';

const CONNECT_TIMEOUT_MS = 2000;
const RECONNECT = { baseMs: 100, maxMs: 10_000 };

export const openRedis: OpenRedis = async ({ url, random, onUp, onDown }) => {
  // Most installations have no Redis, and loading its client takes longer than starting the cache.
  const { Redis } = await import('ioredis');
  const redis = new Redis(url.reveal(), {
    lazyConnect: true,
    protocol: 2,
    disableClientInfo: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    disconnectTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: (attempt) => toBackoffMs(attempt, RECONNECT, random),
  });
  let isConnected = false;
  let isClosed = false;
  let reason = 'closed';
  const lose = (why: string) => {
    isConnected = false;
    if (!isClosed) onDown(why);
  };
  redis.on('ready', () => {
    isConnected = true;
    reason = 'closed';
    onUp();
  });
  redis.on('error', (error) => {
    reason = toReason(error);
  });
  redis.on('close', () => {
    // Where it was given up before, that said why.
    if (isConnected || reason !== 'closed') lose(reason);
  });

  const run = async <T>(command: Promise<T>): Promise<T> => {
    try {
      return await command;
    } catch (cause) {
      const why = toReason(cause);
      if (why === 'timeout' && isConnected) {
        // What a server that hangs was told it may still do, so nothing more is asked on this connection.
        lose(why);
        redis.disconnect(true);
      }
      throw new AppError('REDIS_UNAVAILABLE', undefined, { details: { reason: why } });
    }
  };
  redis.connect().catch(() => {});
  return {
    get isConnected() {
      return isConnected;
    },
    async get(name, maxBytes) {
      try {
        // A value of any size may have been put there; no more of it than we would have written is let in.
        const text = await run(redis.getrange(name, 0, maxBytes - 1));
        return text === '' ? undefined : text;
      } catch (error) {
        if (toAppError(error).details['reason'] === 'WRONGTYPE') return '';
        throw error;
      }
    },
    async set(name, text, lifeMs) {
      await run(redis.set(name, text, 'PX', Math.max(1, Math.ceil(lifeMs))));
    },
    delete: async (name) => (await run(redis.del(name))) > 0,
    async ping() {
      await run(redis.ping());
    },
    async serverId() {
      const info = await run(redis.info('server'));
      // Without one every connection is to another server, as far as anybody can tell.
      return /^run_id:(\w+)/m.exec(info)?.[1] ?? random.hex(8);
    },
    close() {
      isClosed = true;
      isConnected = false;
      redis.disconnect();
    },
  };
};

/** A code or the first word of what the server said; the rest of an error may quote what was sent, passwords too. */
function toReason(error: unknown): string {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  if (typeof code === 'string') return code;
  if (message === 'Command timed out') return 'timeout';
  return /^[A-Z]{2,20}\b/.exec(message)?.[0] ?? 'closed';
}
