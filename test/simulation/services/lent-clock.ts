// A clock for the double of a server, which outlives its callers: what is under way there goes on only as long as they live.
import type { Clock } from '../../../src/core/clock.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { Service } from '../../../src/core/service.ts';

export class LentClock implements Clock {
  #lent: Clock | undefined;
  readonly now = () => this.#clock.now();
  readonly monotonicMs = () => this.#clock.monotonicMs();
  readonly after: Clock['after'] = (delayMs, run) => this.#clock.after(delayMs, run);
  readonly every: Clock['every'] = (periodMs, run) => this.#clock.every(periodMs, run);
  readonly nextTurn: Clock['nextTurn'] = (run) => this.#clock.nextTurn(run);
  readonly endOfTurn: Clock['endOfTurn'] = (run) => this.#clock.endOfTurn(run);
  readonly sleep: Clock['sleep'] = (delayMs, signal) => this.#clock.sleep(delayMs, signal);

  get #clock(): Clock {
    if (!this.#lent) throw new AppError('BUG', 'Nobody has lent a clock yet.');
    return this.#lent;
  }

  /** The same service, each life of which lends its clock when it starts. */
  from(service: Service, onStart: () => void = () => {}): Service {
    return {
      ...service,
      start: (context) => {
        onStart();
        this.#lent = context.clock;
        return service.start(context);
      },
    };
  }
}
