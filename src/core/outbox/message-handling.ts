// What becomes of one message: handled, parked, or left for the next life because the consumer stops.
import type { Timer } from '../clock.ts';
import { AppError, toAppError } from '../errors.ts';
import { toBackoffMs } from '../outside/backoff.ts';
import { rootScope, runInScope } from '../scope.ts';
import type { FilledOptions, OutboxMessage } from './consumer-options.ts';
import type { StoredMessage } from './outbox-source.ts';

export type MessageOutcome = 'handled' | 'parked' | 'left';

const MAX_REASON_LENGTH = 2000;

export class MessageHandling<P> {
  readonly #options: FilledOptions<P>;
  readonly #stopping: AbortSignal;

  constructor(options: FilledOptions<P>, stopping: AbortSignal) {
    this.#options = options;
    this.#stopping = stopping;
  }

  /** Never rejects. */
  async run(stored: StoredMessage): Promise<MessageOutcome> {
    let message: OutboxMessage<P>;
    try {
      message = this.#parse(stored);
    } catch (error) {
      return this.#park(stored, toAppError(error));
    }
    let attempts = 0;
    for (let failures = 1; ; failures++) {
      const error = await this.#attempt(message);
      if (!error) return 'handled';
      if (error.kind !== 'transient' && ++attempts >= this.#attemptsAfter(error))
        return this.#park(stored, error);
      const { topic, log } = this.#options;
      this.#inScopeOf(stored, () =>
        log.warn('a message is not handled yet, its topic waits', {
          topic,
          seq: stored.seq,
          failures,
          err: error,
        }),
      );
      if (!(await this.#wait(failures, error))) return 'left';
    }
  }

  /** What was refused stays refused, and what may have happened must not be done again; a bug may have been an accident. */
  #attemptsAfter({ kind }: AppError): number {
    return kind === 'bug' ? this.#options.maxAttempts : 1;
  }

  #parse({ seq, key, payload, correlationId, createdAtMs }: StoredMessage): OutboxMessage<P> {
    const checked = this.#options.payload.safeParse(toJson(payload));
    if (checked.success) return { seq, key, payload: checked.data, correlationId, createdAtMs };
    const issues = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new AppError('MESSAGE_INVALID', `The payload does not fit its consumer: ${issues.join('; ')}`);
  }

  async #attempt(message: OutboxMessage<P>): Promise<AppError | undefined> {
    const { clock, handle, handleTimeoutMs } = this.#options;
    const scope = {
      ...rootScope(message.correlationId),
      deadlineMs: clock.monotonicMs() + handleTimeoutMs,
    };
    let late: Timer | undefined;
    try {
      const handling = runInScope(scope, () => handle(message));
      if (handling === undefined) return undefined;
      // To go on without it would have two at once; so the topic waits, and not in silence.
      late = clock.after(handleTimeoutMs, () => this.#reportLate(message));
      await handling;
      return undefined;
    } catch (error) {
      return toAppError(error);
    } finally {
      late?.cancel();
    }
  }

  async #park(stored: StoredMessage, error: AppError): Promise<MessageOutcome> {
    const { source, topic, log } = this.#options;
    const { seq, key } = stored;
    const reason = `${error.code}: ${error.message}`.slice(0, MAX_REASON_LENGTH);
    for (let failures = 1; ; failures++) {
      try {
        await this.#inScopeOf(stored, () => source.parkMessage({ topic, seq, reason }));
        this.#inScopeOf(stored, () =>
          log.error('a message is parked: its consumer could not handle it', { topic, seq, key, err: error }),
        );
        return 'parked';
      } catch (cause) {
        log.warn('a message cannot be parked yet, its topic waits', { topic, seq, key, err: cause });
      }
      if (!(await this.#wait(failures))) return 'left';
    }
  }

  #reportLate({ seq, key }: OutboxMessage<P>): void {
    const { topic, log, handleTimeoutMs } = this.#options;
    log.error('a handler does not come back, its topic waits', { topic, seq, key, handleTimeoutMs });
  }

  #inScopeOf<T>({ correlationId }: StoredMessage, run: () => T): T {
    return runInScope(rootScope(correlationId), run);
  }

  /** As long as was asked for, but no longer than the longest pause of its own. False when the consumer stops meanwhile. */
  async #wait(failures: number, error?: AppError): Promise<boolean> {
    const { clock, backoff, random } = this.#options;
    const { retryAfterMs } = error?.details ?? {};
    const askedMs = typeof retryAfterMs === 'number' ? Math.min(retryAfterMs, backoff.maxMs) : 0;
    const waitMs = Math.max(toBackoffMs(failures, backoff, random), askedMs);
    await clock.sleep(waitMs, this.#stopping).catch(() => {});
    return !this.#stopping.aborted;
  }
}

/** Undefined, which no schema of a payload takes, for what is no JSON. */
function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
