// A second thread that has everything imported and waits, for services that must be back within milliseconds.
import type { AppError } from '../errors.ts';
import type { FromHost, ToHost } from '../host/control.ts';
import type { Channel, SpawnThread, ThreadEvents, ThreadHandle, UnitSpec } from './unit.ts';

export class HotSpare {
  readonly #unit: UnitSpec;
  readonly #spawn: SpawnThread;
  #thread: ThreadHandle | undefined;
  #isLoaded = false;

  constructor(unit: UnitSpec, options: { spawn: SpawnThread }) {
    this.#unit = unit;
    this.#spawn = options.spawn;
  }

  /** Has a spare waiting from now on, if the unit wants one. */
  prepare(): void {
    if (!this.#unit.hotSpare || this.#thread) return;
    let owner: ThreadEvents | undefined;
    const thread: ThreadHandle = this.#spawn(this.#unit, {
      onMessage: (message: FromHost) => {
        if (owner) return owner.onMessage(message);
        if (message.type !== 'loaded') return;
        this.#isLoaded = true;
        thread.post({ type: 'warmUp' });
      },
      onExit: (cause: AppError) => {
        if (owner) owner.onExit(cause);
        // A spare that dies while waiting is not replaced before the next restart: it would only die again.
        else if (this.#thread === thread) this.#forget();
      },
    });
    this.#thread = thread;
    this.#adopt = (events) => {
      owner = events;
    };
  }

  /** The spare, if it is ready to start services. */
  take(events: ThreadEvents): ThreadHandle | undefined {
    if (!this.#thread || !this.#isLoaded) return undefined;
    const thread = this.#thread;
    this.#adopt(events);
    this.#forget();
    return thread;
  }

  /** Says something to the spare while it waits. */
  post(message: ToHost<Channel>): void {
    this.#thread?.post(message);
  }

  discard(): void {
    const thread = this.#thread;
    this.#forget();
    thread?.terminate();
  }

  #adopt: (events: ThreadEvents) => void = () => {};

  #forget(): void {
    this.#thread = undefined;
    this.#isLoaded = false;
  }
}
