// How fast Redis answered, a line a minute in `redisperformance.log`.
import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../core/log/log.ts';
import type { OpenRedis, RedisDoor } from './redis-door.ts';

const PERIOD_MS = 60_000;

/** The same door, which writes nothing about a minute without a command. */
export function logSpeed(open: OpenRedis, { clock, log }: { clock: Clock; log: Log }): OpenRedis {
  return async (options) => {
    const door = await open(options);
    let tookMs: number[] = [];
    let failed = 0;
    const time = async <T>(command: Promise<T>): Promise<T> => {
      const startedMs = clock.monotonicMs();
      try {
        const answer = await command;
        tookMs.push(clock.monotonicMs() - startedMs);
        return answer;
      } catch (error) {
        failed += 1;
        throw error;
      }
    };
    const timer = clock.every(PERIOD_MS, () => {
      if (tookMs.length + failed > 0)
        log.info('how fast Redis answered', { category: 'redisperformance', ...toFigures(tookMs), failed });
      tookMs = [];
      failed = 0;
    });
    return {
      get isConnected() {
        return door.isConnected;
      },
      get: (name, maxBytes) => time(door.get(name, maxBytes)),
      set: (name, text, lifeMs) => time(door.set(name, text, lifeMs)),
      delete: (name) => time(door.delete(name)),
      ping: () => time(door.ping()),
      serverId: () => time(door.serverId()),
      close() {
        timer.cancel();
        door.close();
      },
    } satisfies RedisDoor;
  };
}

function toFigures(tookMs: readonly number[]) {
  const sorted = tookMs.toSorted((a, b) => a - b);
  const at = (share: number) => toShort(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { answered: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

function toShort(ms: number): number {
  return Math.round(ms * 100) / 100;
}
