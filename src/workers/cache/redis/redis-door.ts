// What the cache asks of a Redis server: the real one and its double are interchangeable, and pass the same tests.
import type { Random } from '../../../core/random.ts';
import type { Secret } from '../../../core/secret.ts';

/** Every command ends within COMMAND_TIMEOUT_MS, or rejects with REDIS_UNAVAILABLE; one that did not has an unknown outcome. */
export interface RedisDoor {
  readonly isConnected: boolean;
  /** At most so many bytes of it; the empty text for what is no text at all. */
  get(name: string, maxBytes: number): Promise<string | undefined>;
  set(name: string, text: string, lifeMs: number): Promise<void>;
  /** Whether there was one. */
  delete(name: string): Promise<boolean>;
  ping(): Promise<void>;
  /** Differs after a restart and on another server, where what was written before may be missing. */
  serverId(): Promise<string>;
  /** For good, and in silence. */
  close(): void;
}

export type RedisDoorOptions = {
  readonly url: Secret;
  readonly random: Random;
  /** Connected, the first time or again. */
  readonly onUp: () => void;
  /** Gone, or not reached once more; it is tried for ever. The reason holds no part of the URL. */
  readonly onDown: (reason: string) => void;
};

export type OpenRedis = (options: RedisDoorOptions) => Promise<RedisDoor>;

export const COMMAND_TIMEOUT_MS = 400;
