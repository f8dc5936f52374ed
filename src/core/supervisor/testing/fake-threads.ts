// Threads that do only what a test tells them, and remember what they were told.
import type { AppError } from '../../errors.ts';
import type { FromHost, ToHost } from '../../host/control.ts';
import type { Channel, SpawnThread, ThreadEvents } from '../unit.ts';

export class FakeThread {
  readonly received: ToHost<Channel>[] = [];
  readonly #events: ThreadEvents;
  isTerminated = false;
  stackText: string | undefined = 'at endlessLoop';

  constructor(events: ThreadEvents) {
    this.#events = events;
  }

  says(message: FromHost): void {
    this.#events.onMessage(message);
  }

  exits(cause: AppError): void {
    this.#events.onExit(cause);
  }

  /** Loads and starts every service it is asked for. */
  runs(): void {
    this.says({ type: 'loaded' });
    for (let asked = this.#lastStart(); asked; ) {
      this.says({ type: 'ready', service: asked, streams: {} });
      const next = this.#lastStart();
      if (next === asked) return;
      asked = next;
    }
  }

  /** What it was told, in short. */
  get told(): string[] {
    return this.received.map((message) =>
      'service' in message ? `${message.type} ${message.service}` : message.type,
    );
  }

  #lastStart(): string | undefined {
    const starts = this.received.filter((message) => message.type === 'start');
    return starts.at(-1)?.service;
  }
}

export function createFakeThreads(): { threads: FakeThread[]; last(): FakeThread; spawn: SpawnThread } {
  const threads: FakeThread[] = [];
  return {
    threads,
    last: () => threads.at(-1) as FakeThread,
    spawn(_, events) {
      const thread = new FakeThread(events);
      threads.push(thread);
      return {
        post: (message) => void thread.received.push(message),
        terminate: () => {
          thread.isTerminated = true;
        },
        stack: () => Promise.resolve(thread.stackText),
        memoryBytes: () => Promise.resolve(0),
      };
    },
  };
}
