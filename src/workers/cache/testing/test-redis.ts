import type { Secret } from '../../../core/secret.ts';
import type { OpenRedis } from '../redis/redis-door.ts';

/** A Redis server that a test has in its hand, a real one or its double. */
export interface TestRedis {
  readonly url: Secret;
  readonly open: OpenRedis;
  /** Dies; what it held is gone, as without any persistence. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Keeps its connections and answers nothing. */
  hang(): void;
  resume(): void;
  /** Past the door, as somebody else with access would. */
  put(name: string, text: string): Promise<void>;
  putList(name: string): Promise<void>;
  names(): Promise<string[]>;
  end(): Promise<void>;
}
