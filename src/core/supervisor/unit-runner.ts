// The life of one unit: start, ready, death and restart, stop. Every thread has a number, and only the current one is heard.
import type { Clock, Timer } from '../clock.ts';
import { AppError, fromWireError } from '../errors.ts';
import type { FromHost, ToHost } from '../host/control.ts';
import type { Log } from '../log/log.ts';
import { watchHeartbeat } from './heartbeat.ts';
import { HotSpare } from './hot-spare.ts';
import { RestartPolicy } from './restart-policy.ts';
import type { Channel, SpawnThread, ThreadHandle, UnitSpec, UnitState } from './unit.ts';
import type { UnitMemory } from './unit-memory.ts';

export type UnitEvents = {
  onReady(service: string, epoch: string): void;
  /** A thread with these services is gone; they may come back. */
  onDown(services: readonly string[], cause: AppError): void;
  /** The restarts are used up, or the configuration is wrong: it will not come back by itself. */
  onGivenUp(unit: UnitSpec, cause: AppError): void;
  onState(state: UnitState): void;
  onConnect(message: Extract<FromHost, { type: 'connect' }>): void;
  onBuffer(message: Extract<FromHost, { type: 'buffer' }>): void;
};

type RunnerOptions = { spawn: SpawnThread; clock: Clock; log: Log; memory: UnitMemory; events: UnitEvents };

/** A start that takes longer is a death. */
const START_TIMEOUT_MS = 30_000;

export class UnitRunner {
  readonly spec: UnitSpec;
  readonly #options: RunnerOptions;
  readonly #policy: RestartPolicy;
  readonly #spare: HotSpare;
  #state: UnitState = 'stopped';
  #thread: ThreadHandle | undefined;
  #generation = 0;
  #timers: Timer[] = [];
  #toStart: string[] = [];
  #toStop = new Set<string>();
  #starting: PromiseWithResolvers<void> | undefined;
  #stopping: Promise<boolean> | undefined;
  #onStopped: (() => void) | undefined;
  #lastCause: AppError | undefined;
  restarts = 0;

  constructor(spec: UnitSpec, options: RunnerOptions) {
    this.spec = spec;
    this.#options = options;
    this.#policy = new RestartPolicy(spec.restarts);
    this.#spare = new HotSpare(spec, options);
  }

  get state(): UnitState {
    return this.#state;
  }

  get thread(): ThreadHandle | undefined {
    return this.#thread;
  }

  /** Resolves when the unit is ready or given up; rejects never. */
  start(): Promise<void> {
    if (!this.#thread && this.#state !== 'waiting') {
      this.#starting = Promise.withResolvers();
      this.#spawn();
    }
    return this.#starting?.promise ?? Promise.resolve();
  }

  post(message: ToHost<Channel>): void {
    if (this.#thread) this.#thread.post(message);
    // Nobody is there to take its end: the other side must hear of it.
    else if ('wire' in message) message.wire.close();
  }

  /** Orderly stop, forced after the timeout. True when it had to be forced. */
  stop(timeoutMs: number): Promise<boolean> {
    this.#stopping ??= this.#stop(timeoutMs).finally(() => {
      this.#stopping = undefined;
    });
    return this.#stopping;
  }

  #stop(timeoutMs: number): Promise<boolean> {
    this.#spare.discard();
    this.#clearTimers();
    if (!this.#thread || this.#state === 'failed' || this.#state === 'waiting') {
      this.#enter('stopped');
      this.#settleStart();
      return Promise.resolve(false);
    }
    this.#enter('stopping');
    this.#settleStart();
    return new Promise((resolve) => {
      let isForced = false;
      this.#onStopped = () => resolve(isForced);
      this.#later(timeoutMs, () => {
        isForced = true;
        this.#options.log.error('a worker did not stop in time and was ended', {
          unit: this.spec.id,
          timeoutMs,
        });
        this.#thread?.terminate();
      });
      const services = this.spec.services.map(({ name }) => name).reverse();
      this.#toStop = new Set(services);
      for (const service of services) this.post({ type: 'stop', service });
    });
  }

  /** Ends the current thread; it counts as a death and is restarted by the policy. */
  kill(cause: AppError): void {
    this.#lastCause = cause;
    this.#thread?.terminate();
  }

  forgive(): void {
    this.#policy.reset();
  }

  #spawn(): void {
    const generation = ++this.#generation;
    const { spawn } = this.#options;
    this.#enter('starting');
    this.#lastCause = undefined;
    this.#toStart = this.spec.services.map(({ name }) => name);
    const events = {
      onMessage: (message: FromHost) => {
        if (generation === this.#generation) this.#onMessage(message);
      },
      onExit: (cause: AppError) => {
        if (generation === this.#generation) this.#onExit(cause);
      },
    };
    const spare = this.#spare.take(events);
    this.#thread = spare ?? spawn(this.spec, events);
    this.#later(START_TIMEOUT_MS, () => {
      if (this.#state === 'starting')
        this.kill(new AppError('WORKER_FAILED', `${this.spec.id} took too long to start.`));
    });
    if (spare) this.#onLoaded();
  }

  /** A thread beats from its first start on. */
  #onLoaded(): void {
    const { clock, memory } = this.#options;
    this.#timers.push(
      watchHeartbeat(memory.heartbeat, this.spec.heartbeatIntervalMs, clock, (silentMs) =>
        this.#onSilence(silentMs),
      ),
    );
    this.#startNext();
  }

  #onMessage(message: FromHost): void {
    switch (message.type) {
      case 'loaded':
        return this.#onLoaded();
      case 'ready':
        return this.#onServiceReady(message);
      case 'failed':
        return this.#onFailed(fromWireError(message.error));
      case 'connect':
        return this.#options.events.onConnect(message);
      case 'buffer':
        return this.#options.events.onBuffer(message);
      case 'stopped':
        this.#toStop.delete(message.service);
        if (this.#state === 'stopping' && this.#toStop.size === 0) this.#thread?.terminate();
    }
  }

  #onFailed(err: AppError): void {
    if (this.#state !== 'stopping') return this.kill(err);
    // Its neighbours on the thread still have to stop in order.
    this.#options.log.error('a service failed while stopping', { unit: this.spec.id, err });
  }

  #startNext(): void {
    const service = this.#toStart[0];
    if (service === undefined || this.#state !== 'starting') return;
    this.post({ type: 'start', service, epoch: this.#epoch, memory: this.#options.memory.of(service) });
  }

  get #epoch(): string {
    return `${this.#options.memory.runId}.${this.#generation.toString(36)}`;
  }

  #onServiceReady({ service, streams }: Extract<FromHost, { type: 'ready' }>): void {
    if (this.#state !== 'starting') return;
    this.#options.memory.keepStreams(service, streams);
    this.#toStart.shift();
    this.#options.events.onReady(service, this.#epoch);
    if (this.#toStart.length > 0) return this.#startNext();
    this.#enter('ready');
    this.#policy.onReady(this.#options.clock.monotonicMs());
    this.#spare.prepare();
    this.#settleStart();
  }

  #onExit(exitCause: AppError): void {
    const cause = this.#lastCause ?? exitCause;
    this.#thread = undefined;
    this.#clearTimers();
    const services = this.spec.services.map(({ name }) => name);
    if (this.#state === 'stopping') {
      this.#enter('stopped');
      this.#onStopped?.();
      return;
    }
    this.#options.events.onDown(services, cause);
    const verdict =
      cause.kind === 'config'
        ? ({ restart: false } as const)
        : this.#policy.onDeath(this.#options.clock.monotonicMs());
    if (verdict.restart) return this.#restart(verdict.delayMs, cause);
    this.#enter('failed');
    this.#spare.discard();
    this.#options.log.fatal('a worker died and is not restarted', { unit: this.spec.id, err: cause });
    this.#options.events.onGivenUp(this.spec, cause);
    this.#settleStart();
  }

  #restart(delayMs: number, cause: AppError): void {
    this.restarts++;
    this.#options.log.error('a worker died and is restarted', { unit: this.spec.id, delayMs, err: cause });
    if (delayMs === 0) return this.#spawn();
    this.#enter('waiting');
    this.#later(delayMs, () => this.#spawn());
  }

  #onSilence(silentMs: number): void {
    const generation = this.#generation;
    void this.#thread?.stack().then((stack) => {
      if (generation !== this.#generation || this.#state === 'stopping') return;
      this.#options.log.error('a worker is blocked', {
        unit: this.spec.id,
        silentMs,
        blockedAt: stack ?? 'unknown',
      });
      this.kill(new AppError('WORKER_FAILED', `${this.spec.id} was blocked for ${Math.round(silentMs)} ms.`));
    });
  }

  #enter(state: UnitState): void {
    this.#state = state;
    this.#options.events.onState(state);
  }

  #settleStart(): void {
    this.#starting?.resolve();
    this.#starting = undefined;
  }

  #later(delayMs: number, run: () => void): void {
    this.#timers.push(this.#options.clock.after(delayMs, run));
  }

  #clearTimers(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
  }
}
