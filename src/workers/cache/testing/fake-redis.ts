// The double of a Redis server with its door: same answers, same order, same ways to fail, on any clock.
import type { Clock, Timer } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';
import { toBackoffMs } from '../../../core/outside/backoff.ts';
import { createSeededRandom } from '../../../core/random.ts';
import { Secret } from '../../../core/secret.ts';
import { COMMAND_TIMEOUT_MS, type RedisDoor, type RedisDoorOptions } from '../redis/redis-door.ts';
import type { TestRedis } from './test-redis.ts';

type Stored = { readonly text: string | undefined; readonly endsMs: number };
type Data = Map<string, Stored>;
type Command = { run(): void; fail(reason: string): void };

const random = createSeededRandom(1);
const BACKOFF = { baseMs: 100, maxMs: 10_000 };

export class FakeRedis implements TestRedis {
  readonly url = new Secret('redis://127.0.0.1:1');
  readonly clock: Clock;
  /** Undefined text is a value that is no text. */
  data: Data = new Map();
  id = random.hex(20);
  isRunning = true;
  isHanging = false;
  /** Connections are neither accepted nor refused. */
  isSilent = false;
  /** Answers every command so, where it is set. */
  refusal: string | undefined;
  /** Done, but the connection ends before the reply. */
  losesReplies = false;
  /** How long every reply takes. */
  slowMs = 0;
  commands = 0;
  readonly #connections = new Set<FakeConnection>();
  /** Commands that wait in the server's sockets, of dead connections too. */
  readonly #unread: Command[] = [];

  constructor(clock: Clock) {
    this.clock = clock;
  }

  readonly open = async (options: RedisDoorOptions): Promise<RedisDoor> => {
    const connection = new FakeConnection(this, options);
    this.#connections.add(connection);
    return connection;
  };

  async stop(): Promise<void> {
    this.data = new Map();
    this.#unread.length = 0;
    this.cut();
  }

  async start(data: Data = new Map()): Promise<void> {
    this.data = data;
    this.id = random.hex(20);
    this.isRunning = true;
  }

  hang(): void {
    this.isHanging = true;
  }

  resume(): void {
    this.isHanging = false;
    for (const command of this.#unread.splice(0)) command.run();
  }

  /** Ends every connection, though the server lives; `heal` lets new ones come. */
  cut(): void {
    this.isRunning = false;
    for (const connection of this.#connections) connection.lose('closed');
  }

  heal(): void {
    this.isRunning = true;
  }

  /** The thread that had these connections is no more. */
  abandon(): void {
    for (const connection of this.#connections) connection.close();
    this.#connections.clear();
  }

  take(command: Command): void {
    this.commands++;
    if (this.isHanging) this.#unread.push(command);
    else if (this.refusal !== undefined) command.fail(this.refusal);
    else command.run();
    if (this.losesReplies) this.cut();
  }

  find(name: string): Stored | undefined {
    const stored = this.data.get(name);
    if (stored === undefined || stored.endsMs > this.clock.monotonicMs()) return stored;
    this.data.delete(name);
    return undefined;
  }

  async put(name: string, text: string): Promise<void> {
    this.data.set(name, { text, endsMs: Number.POSITIVE_INFINITY });
  }

  async putList(name: string): Promise<void> {
    this.data.set(name, { text: undefined, endsMs: Number.POSITIVE_INFINITY });
  }

  async names(): Promise<string[]> {
    return [...this.data.keys()].filter((name) => this.find(name));
  }

  async end(): Promise<void> {
    await this.stop();
  }
}

class FakeConnection implements RedisDoor {
  readonly #server: FakeRedis;
  readonly #options: RedisDoorOptions;
  readonly #unanswered = new Set<Command>();
  #retry: Timer;
  #attempts = 0;
  #isClosed = false;
  isConnected = false;

  constructor(server: FakeRedis, options: RedisDoorOptions) {
    this.#server = server;
    this.#options = options;
    this.#retry = server.clock.after(0, () => this.#connect());
  }

  get(name: string, maxBytes: number): Promise<string | undefined> {
    return this.#ask(() => {
      const stored = this.#server.find(name);
      if (!stored) return undefined;
      if (stored.text === undefined) return '';
      const bytes = Buffer.from(stored.text).subarray(0, maxBytes);
      return bytes.toString() || undefined;
    });
  }

  set(name: string, text: string, lifeMs: number): Promise<void> {
    const endsMs = this.#server.clock.monotonicMs() + lifeMs;
    return this.#ask(() => void this.#server.data.set(name, { text, endsMs }));
  }

  delete(name: string): Promise<boolean> {
    return this.#ask(() => this.#server.find(name) !== undefined && this.#server.data.delete(name));
  }

  ping(): Promise<void> {
    return this.#ask(() => undefined);
  }

  serverId(): Promise<string> {
    return this.#ask(() => this.#server.id);
  }

  close(): void {
    this.#isClosed = true;
    this.#retry.cancel();
    this.lose('closed');
  }

  lose(reason: string): void {
    for (const command of this.#unanswered) command.fail(reason);
    this.#unanswered.clear();
    const wasConnected = this.isConnected;
    this.isConnected = false;
    if (wasConnected && !this.#isClosed) this.#options.onDown(reason);
    this.#again();
  }

  #connect(): void {
    if (this.#server.isSilent) this.#again();
    else if (this.#server.isRunning && !this.#server.isHanging) {
      this.#attempts = 0;
      this.isConnected = true;
      this.#options.onUp();
    } else {
      this.#options.onDown('ECONNREFUSED');
      this.#again();
    }
  }

  #again(): void {
    this.#retry.cancel();
    if (this.#isClosed) return;
    const delayMs = toBackoffMs(++this.#attempts, BACKOFF, this.#options.random);
    this.#retry = this.#server.clock.after(delayMs, () => this.#connect());
  }

  #ask<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const fail = (reason: string) => {
        timer.cancel();
        this.#unanswered.delete(command);
        reject(new AppError('REDIS_UNAVAILABLE', undefined, { details: { reason } }));
      };
      const timer = this.#server.clock.after(COMMAND_TIMEOUT_MS, () => {
        fail('timeout');
        this.lose('timeout');
      });
      const command: Command = {
        // The server does it whenever it reads it; whether somebody still hears of it is another matter.
        run: () => {
          const result = work();
          const { losesReplies, slowMs, clock } = this.#server;
          const answer = () => {
            timer.cancel();
            this.#unanswered.delete(command);
            resolve(result);
          };
          if (!losesReplies) slowMs === 0 ? clock.nextTurn(answer) : clock.after(slowMs, answer);
        },
        fail,
      };
      if (!this.isConnected) return fail('closed');
      this.#unanswered.add(command);
      this.#server.take(command);
    });
  }
}
