// Tasks that wait: first in, first out, with removal from anywhere at constant cost.
import type { Lane } from './lane.ts';

/** One call of `run`, from its start to its outcome. */
export type Task = {
  readonly name: string;
  readonly input: unknown;
  readonly timeoutMs: number;
  readonly enqueuedMs: number;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Stops listening to the caller's signal. */
  unlisten: (() => void) | undefined;
  crashes: number;
  /** The id of its latest posting, unique on its lane. */
  id: number;
  /** The lane it is in flight on. */
  lane: Lane | undefined;
  previous: Task | undefined;
  next: Task | undefined;
};

export class TaskQueue {
  #first: Task | undefined;
  #last: Task | undefined;
  size = 0;

  push(task: Task): void {
    task.previous = this.#last;
    task.next = undefined;
    if (this.#last) this.#last.next = task;
    else this.#first = task;
    this.#last = task;
    this.size++;
  }

  /** Puts tasks back before all others, in their given order. */
  pushFront(tasks: readonly Task[]): void {
    for (const task of tasks.toReversed()) {
      task.previous = undefined;
      task.next = this.#first;
      if (this.#first) this.#first.previous = task;
      else this.#last = task;
      this.#first = task;
      this.size++;
    }
  }

  shift(): Task | undefined {
    const task = this.#first;
    if (task) this.remove(task);
    return task;
  }

  /** The task must be in this queue. */
  remove(task: Task): void {
    if (task.previous) task.previous.next = task.next;
    else this.#first = task.next;
    if (task.next) task.next.previous = task.previous;
    else this.#last = task.previous;
    task.previous = undefined;
    task.next = undefined;
    this.size--;
  }
}
