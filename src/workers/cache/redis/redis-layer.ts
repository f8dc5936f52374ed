// The second layer in Redis. Values lie under a generation, a random name that only this life of the worker uses: whenever
// it cannot know what Redis holds, it takes a new one, and what may be stale is out of reach and ends by itself.
import type { Clock, Timer } from '../../../core/clock.ts';
import { toAppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Random } from '../../../core/random.ts';
import type { Secret } from '../../../core/secret.ts';
import { type Handover, parseHandover } from './handover.ts';
import type { OpenRedis, RedisDoor } from './redis-door.ts';
import type { SecondLayer } from './second-layer.ts';
import { type PendingWrite, WriteBehind } from './write-behind.ts';

export type RedisLayerOptions = {
  readonly open: OpenRedis;
  readonly url: Secret;
  readonly prefix: string;
  readonly maxQueued: number;
  readonly maxValueChars: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly onState: (isUp: boolean) => void;
  readonly onDropped: (writes: number) => void;
};

export type RedisState = {
  readonly isUp: boolean;
  /** Wall time. */
  readonly sinceMs: number;
  readonly reason: string | null;
};

/** With the time-out of a command below a second: the time in which health tells that Redis is gone. */
const TICK_MS = 500;
/** In UTF-8, for a character of JavaScript. */
const BYTES_PER_CHAR = 3;
const MAX_HANDOVER_BYTES = 6 * 2 ** 20;

export class RedisLayer implements SecondLayer {
  readonly #options: RedisLayerOptions;
  readonly #writes: WriteBehind;
  readonly #tried = Promise.withResolvers<void>();
  #door: RedisDoor | undefined;
  #ticks: Timer | undefined;
  #state: RedisState;
  #generation = '';
  #serverId = '';
  #isRecovering = false;
  /** What lies under this generation may no longer be the last word. */
  #isSuspect = false;
  #mayAdopt = true;
  #handover: Handover | undefined;

  constructor(options: RedisLayerOptions) {
    this.#options = options;
    this.#writes = new WriteBehind({ max: options.maxQueued, perform: (write) => this.#perform(write) });
    this.#state = { isUp: false, sinceMs: options.clock.now(), reason: 'connecting' };
    options.onState(false);
  }

  get state(): RedisState {
    return this.#state;
  }

  get queued(): number {
    return this.#writes.size;
  }

  get isReadable(): boolean {
    return this.#state.isUp;
  }

  /** Resolves with the first success or failure, or after `waitMs`, with what a predecessor left; later it is left alone. */
  async start(waitMs: number): Promise<Handover | undefined> {
    const { open, url, random, clock } = this.#options;
    this.#ticks = clock.every(TICK_MS, () => this.#tick());
    const patience = clock.after(waitMs, () => this.#tried.resolve());
    this.#door = await open({
      url,
      random,
      onUp: () => void this.#recover(),
      onDown: (reason) => this.#lost(reason),
    });
    await this.#tried.promise;
    patience.cancel();
    this.#mayAdopt = false;
    return this.#handover;
  }

  /** After an orderly stop a successor goes on where this one ends; after any other it begins anew. */
  async close(kinds: Handover['kinds'], lifeMs: number): Promise<void> {
    this.#ticks?.cancel();
    await this.#writes.settled();
    // Up means that whatever was written is confirmed.
    if (this.#state.isUp) {
      const left: Handover = { serverId: this.#serverId, generation: this.#generation, kinds };
      const text = JSON.stringify(left);
      if (text.length < MAX_HANDOVER_BYTES / BYTES_PER_CHAR)
        await this.#door?.set(this.#handoverName, text, lifeMs).catch(() => {});
    }
    this.#door?.close();
  }

  async read(kind: string, key: string): Promise<string | undefined> {
    if (!this.#state.isUp) return undefined;
    try {
      return await this.#door?.get(this.#nameOf(kind, key), this.#options.maxValueChars * BYTES_PER_CHAR);
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  write(kind: string, key: string, text: string, lifeMs: number): void {
    this.#add({ kind, key, text, endsMs: this.#options.clock.monotonicMs() + lifeMs });
  }

  erase(kind: string, key: string): void {
    this.#add({ kind, key, text: undefined, endsMs: Number.POSITIVE_INFINITY });
  }

  #add(write: PendingWrite): void {
    if (this.#writes.add(write, this.#state.isUp)) return;
    // What was not erased would be found again, so nothing of this generation may be.
    const dropped = this.#writes.clear() + 1;
    this.#renew();
    this.#options.onDropped(dropped);
    this.#options.log.warn('too many writes wait for Redis; all values in it are given up', {
      category: 'rediserror',
      dropped,
    });
  }

  async #perform({ kind, key, text, endsMs }: PendingWrite): Promise<void> {
    const name = this.#nameOf(kind, key);
    const leftMs = endsMs - this.#options.clock.monotonicMs();
    try {
      if (text === undefined || leftMs <= 0) await this.#door?.delete(name);
      else await this.#door?.set(name, text, leftMs);
    } catch (error) {
      // It may still arrive, after whatever is said about the key from now on.
      if (text !== undefined) this.#isSuspect = true;
      this.#failed(error);
      throw error;
    }
  }

  #tick(): void {
    if (!this.#door?.isConnected) return;
    if (this.#state.isUp) this.#door.ping().catch((error) => this.#failed(error));
    else void this.#recover();
  }

  /** Everything that waited is written before anything is read again. */
  async #recover(): Promise<void> {
    const door = this.#door;
    if (!door || this.#isRecovering || this.#state.isUp) return;
    this.#isRecovering = true;
    try {
      const id = await door.serverId();
      if (this.#generation === '') await this.#begin(door, id);
      else if (this.#isSuspect || id !== this.#serverId) this.#renew();
      this.#serverId = id;
      let replayed = 0;
      // What comes in the very moment between the last reply and here waits as well.
      while (this.#writes.hasUnsent) replayed += await this.#writes.replay();
      this.#found(replayed);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isRecovering = false;
    }
  }

  async #begin(door: RedisDoor, serverId: string): Promise<void> {
    const text = this.#mayAdopt ? await door.get(this.#handoverName, MAX_HANDOVER_BYTES) : undefined;
    // Of several who read it, only the one who could delete it has it.
    const isOurs = text !== undefined && (await door.delete(this.#handoverName)) && this.#mayAdopt;
    const left = isOurs ? parseHandover(text) : undefined;
    if (left?.serverId !== serverId) return this.#renew();
    this.#handover = left;
    this.#generation = left.generation;
  }

  #renew(): void {
    this.#generation = this.#options.random.hex(8);
    this.#isSuspect = false;
  }

  #found(replayed: number): void {
    const { clock, log, onState } = this.#options;
    const downMs = clock.now() - this.#state.sinceMs;
    this.#state = { isUp: true, sinceMs: clock.now(), reason: null };
    onState(true);
    log.info('Redis is in use', { downMs, replayed });
    this.#tried.resolve();
  }

  #failed(error: unknown): void {
    const { details, code } = toAppError(error);
    this.#lost(String(details['reason'] ?? code));
  }

  #lost(reason: string): void {
    const { clock, log, onState } = this.#options;
    this.#writes.unsend();
    if (this.#state.isUp || this.#state.reason === 'connecting') {
      this.#state = { isUp: false, sinceMs: clock.now(), reason };
      onState(false);
      log.warn('Redis is gone; the cache goes on from memory', { category: 'rediserror', reason });
    } else this.#state = { ...this.#state, reason };
    this.#tried.resolve();
  }

  #nameOf(kind: string, key: string): string {
    return `${this.#options.prefix}${this.#generation}:${kind}:${key}`;
  }

  get #handoverName(): string {
    return `${this.#options.prefix}handover`;
  }
}
