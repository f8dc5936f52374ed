// One piece of work for everybody who asks for the same while it is under way.
import { AppError } from '../errors.ts';
import { currentScope, detach, runInScope } from '../scope.ts';

export class SingleFlight<T> {
  readonly #name: string;
  readonly #max: number;
  readonly #flights = new Map<string, Promise<T>>();

  constructor(name: string, max: number) {
    this.#name = name;
    this.#max = max;
  }

  /** Rejects with QUEUE_FULL, or with what the work rejects with. The work outlives the caller who was the first. */
  join(key: string, work: () => Promise<T>): Promise<T> {
    const joined = this.#flights.get(key);
    if (joined) return joined;
    if (this.#flights.size >= this.#max)
      return Promise.reject(new AppError('QUEUE_FULL', `${this.#name}: ${this.#max} are already under way.`));
    const scope = currentScope();
    const flight = (scope ? runInScope(detach(scope), work) : work()).finally(() => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    });
    this.#flights.set(key, flight);
    return flight;
  }

  /** Who asks from now on asks anew. */
  forget(key: string): void {
    this.#flights.delete(key);
  }

  forgetAll(): void {
    this.#flights.clear();
  }
}
