// The life of one unit: start, ready, death and restart, stop. Every thread has a number, and only the current one is heard.
import type { Timer } from '../clock.ts';
import { AppError, fromWireError } from '../errors.ts';
import type { FromHost, ToHost } from '../host/control.ts';
import type { LogLevels } from '../log/log.ts';
import { endThread } from './end-thread.ts';
import { watchHeartbeat } from './heartbeat.ts';
import { HotSpare } from './hot-spare.ts';
import { RestartPolicy } from './restart-policy.ts';
import type { Channel, ThreadHandle, UnitSpec, UnitState } from './unit.ts';
import type { RunnerOptions } from './unit-events.ts';

export class UnitRunner {
  readonly spec: UnitSpec;
  readonly #options: RunnerOptions;
  readonly #policy: RestartPolicy;
  readonly #spare: HotSpare;
  #state: UnitState = 'stopped';
  #thread: ThreadHandle | undefined;
  #generation = 0;
  #timers: Timer[] = [];
  #startTimer: Timer | undefined;
  #toStart: string[] = [];
  #toStop: string[] = [];
  #starting: PromiseWithResolvers<void> | undefined;
  readonly #attempt = Promise.withResolvers<void>();
  /** Resolves when the first start has succeeded, is given up, or failed and is tried again later. */
  readonly attempted = this.#attempt.promise;
  #stopping: Promise<boolean> | undefined;
  #onStopped: (() => void) | undefined;
  #isForced = false;
  #isStuck = false;
  /** Why the current thread was ended by us; it may still be there. */
  #killCause: AppError | undefined;
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

  /** Its thread was ended and has not exited. */
  get isStuck(): boolean {
    return this.#isStuck;
  }

  get thread(): ThreadHandle | undefined {
    return this.#thread;
  }

  /** Resolves when the unit is ready or given up; rejects never. */
  start(): Promise<void> {
    if (!this.#thread && !this.#isStuck && this.#state !== 'waiting') {
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

  /** Tells its thread and its spare. */
  setLevels(levels: LogLevels): void {
    this.post({ type: 'levels', levels });
    this.#spare.post({ type: 'levels', levels });
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
    if (!this.#thread || this.#isStuck) {
      if (!this.#isStuck) this.#enter('stopped');
      this.#settleStart();
      return Promise.resolve(this.#isStuck);
    }
    this.#enter('stopping');
    this.#settleStart();
    return new Promise((resolve) => {
      this.#isForced = false;
      this.#onStopped = () => resolve(this.#isForced);
      if (this.#killCause) return this.#terminate();
      this.#later(timeoutMs, () => {
        this.#isForced = true;
        const fields = { unit: this.spec.id, timeoutMs };
        this.#options.log.error('a worker did not stop in time and was ended', fields);
        this.#terminate();
      });
      this.#toStop = this.#services.reverse();
      this.#stopNext();
    });
  }

  #stopNext(): void {
    const [service] = this.#toStop;
    if (service === undefined) this.#terminate();
    else this.post({ type: 'stop', service });
  }

  /** Ends the current thread; it counts as a death and is restarted by the policy. */
  kill(cause: AppError): void {
    if (!this.#thread || this.#killCause || this.#isStuck) return;
    this.#killCause = cause;
    if (this.#state === 'stopping') return this.#terminate();
    this.#clearTimers();
    this.#enter('waiting');
    this.#options.events.onDown(this.#services, cause);
    this.#terminate();
  }

  get #services(): string[] {
    return this.spec.services.map(({ name }) => name);
  }

  #terminate(): void {
    const thread = this.#thread;
    if (!thread) return;
    const onOverdue = () => thread === this.#thread && !this.#isStuck && this.#onStuck();
    this.#timers.push(endThread(thread, this.#options.clock, onOverdue));
  }

  /** No successor beside it: both would write its shared memory. */
  #onStuck(): void {
    const { log, events } = this.#options;
    this.#isStuck = true;
    this.#isForced = true;
    this.#clearTimers();
    this.#spare.discard();
    const options = { cause: this.#killCause };
    const cause = new AppError('WORKER_FAILED', `${this.spec.id} was ended but does not exit.`, options);
    log.fatal('a worker does not exit and cannot be replaced', { unit: this.spec.id, err: cause });
    this.#enter('failed');
    this.#settleStart();
    this.#onStopped?.();
    events.onStuck(this.spec, cause);
  }

  forgive(): void {
    this.#policy.reset();
  }

  #spawn(): void {
    const generation = ++this.#generation;
    this.#enter('starting');
    this.#killCause = undefined;
    this.#toStart = this.#services;
    const events = {
      onMessage: (message: FromHost) => {
        if (generation === this.#generation) this.#onMessage(message);
      },
      onExit: (cause: AppError) => {
        if (generation === this.#generation) this.#onExit(cause);
      },
    };
    const spare = this.#spare.take(events);
    this.#thread = spare ?? this.#options.spawn(this.spec, events);
    this.#startTimer = this.#watchStart(`${this.spec.id} took too long to load.`);
    if (spare) this.#onLoaded();
  }

  #watchStart(tooLong: string): Timer {
    const { clock, startTimeoutMs } = this.#options;
    return clock.after(startTimeoutMs, () => this.kill(new AppError('WORKER_FAILED', tooLong)));
  }

  /** A thread beats from its first start on. */
  #onLoaded(): void {
    const { clock, memory } = this.#options;
    const onSilence = (silentMs: number) => this.#onSilence(silentMs);
    this.#timers.push(watchHeartbeat(memory.heartbeat, this.spec.heartbeatIntervalMs, clock, onSilence));
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
        if (this.#state !== 'stopping' || message.service !== this.#toStop[0]) return;
        this.#toStop.shift();
        this.#stopNext();
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
    this.#startTimer?.cancel();
    this.#startTimer = this.#watchStart(`${service} took too long to start.`);
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
    this.#startTimer?.cancel();
    this.#enter('ready');
    this.#policy.onReady(this.#options.clock.monotonicMs());
    this.#spare.prepare();
    this.#settleStart();
  }

  #onExit(exitCause: AppError): void {
    const cause = this.#killCause ?? exitCause;
    this.#thread = undefined;
    this.#clearTimers();
    if (this.#isStuck) return;
    if (this.#state === 'stopping') {
      this.#enter('stopped');
      this.#onStopped?.();
      return;
    }
    if (!this.#killCause) this.#options.events.onDown(this.#services, cause);
    const verdict = this.#policy.onDeath(this.#options.clock.monotonicMs());
    if (verdict.restart && cause.kind !== 'config') return this.#restart(verdict.delayMs, cause);
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
    this.#attempt.resolve();
    this.#later(delayMs, () => this.#spawn());
  }

  #onSilence(silentMs: number): void {
    const generation = this.#generation;
    void this.#thread?.stack().then((stack) => {
      if (generation !== this.#generation || this.#state === 'stopping') return;
      const fields = { unit: this.spec.id, silentMs, blockedAt: stack ?? 'unknown' };
      this.#options.log.error('a worker is blocked', fields);
      this.kill(new AppError('WORKER_FAILED', `${this.spec.id} was blocked for ${Math.round(silentMs)} ms.`));
    });
  }

  #enter(state: UnitState): void {
    this.#state = state;
    this.#options.events.onState(state);
  }

  #settleStart(): void {
    this.#attempt.resolve();
    this.#starting?.resolve();
    this.#starting = undefined;
  }

  #later(delayMs: number, run: () => void): void {
    this.#timers.push(this.#options.clock.after(delayMs, run));
  }

  #clearTimers(): void {
    this.#startTimer?.cancel();
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
  }
}
