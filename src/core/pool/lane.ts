// The pool's side of one thread: what is in flight on it, and who owns each task.

import type { Load } from './balance.ts';
import { BusyShare } from './busy-share.ts';
import type { PoolThread, TaskBatch } from './protocol.ts';
import type { Task } from './task-queue.ts';
import { MAX_ID, SLOTS, ThreadState } from './thread-state.ts';
import { LONG_TASK_MS, Window } from './window.ts';

export type LanePhase = 'starting' | 'ready' | 'ending';

export type LaneOptions = {
  readonly index: number;
  readonly memory: SharedArrayBuffer;
  readonly loadHistory: number;
  readonly nowMs: number;
};

export class Lane implements Load {
  readonly index: number;
  readonly window = new Window();
  phase: LanePhase = 'starting';
  inFlight = 0;
  /** Since when it has nothing in flight; unset while it has. */
  idleSinceMs: number | undefined;
  readonly #busy: BusyShare;
  readonly #state: ThreadState;
  readonly #slots = new Array<Task | undefined>(SLOTS).fill(undefined);
  #thread: PoolThread | undefined;
  #holdsProcess = true;
  #isBlocked = false;
  #finishedMs = 0;
  #nextId = 1;
  #names: string[] = [];
  #inputs: unknown[] = [];
  #hasMixedNames = false;
  #firstId = 0;

  constructor(options: LaneOptions) {
    this.index = options.index;
    this.#state = new ThreadState(options.memory);
    this.#busy = new BusyShare(options.loadHistory, options.nowMs);
  }

  set thread(thread: PoolThread) {
    this.#thread = thread;
  }

  get busyShare(): number {
    return this.#busy.value;
  }

  /** A slot is only free again after its answer, so an id is never given out while it is in flight. */
  get hasRoom(): boolean {
    return (
      this.phase === 'ready' &&
      !this.#isBlocked &&
      this.inFlight < this.window.size &&
      this.#slots[this.#nextId & (SLOTS - 1)] === undefined
    );
  }

  /** Adds a task to the next batch; the batch leaves with `post`. */
  assign(task: Task): void {
    const id = this.#nextId;
    this.#nextId = id === MAX_ID ? 1 : id + 1;
    if (this.#inputs.length === 0) this.#firstId = id;
    task.id = id;
    task.lane = this;
    this.#slots[id & (SLOTS - 1)] = task;
    this.#state.offer(id);
    this.inFlight++;
    if (this.#names[0] !== undefined && this.#names[0] !== task.name) this.#hasMixedNames = true;
    this.#names.push(task.name);
    this.#inputs.push(task.input);
  }

  /** True when the next task would not have a consecutive id, so the batch must leave first. */
  get mustPost(): boolean {
    return this.#nextId === 1 && this.#inputs.length > 0;
  }

  /** Sends the batch. Returns the tasks whose input is not plain data; all others have left. */
  post(): readonly Task[] {
    if (this.#inputs.length === 0) return [];
    const [names, inputs, firstId] = [this.#names, this.#inputs, this.#firstId];
    const batch = { firstId, names: this.#hasMixedNames ? names : names[0]!, inputs };
    this.#names = [];
    this.#inputs = [];
    this.#hasMixedNames = false;
    if (this.#send(batch)) return [];
    const refused: Task[] = [];
    for (const [position, input] of inputs.entries()) {
      const id = firstId + position;
      if (this.#send({ firstId: id, names: names[position]!, inputs: [input] })) continue;
      const task = this.find(id);
      if (task && this.takeBack(task)) refused.push(task);
    }
    return refused;
  }

  #send(batch: TaskBatch): boolean {
    try {
      this.#thread!.post(batch);
      return true;
    } catch {
      return false;
    }
  }

  find(id: number): Task | undefined {
    const task = this.#slots[id & (SLOTS - 1)];
    return task?.id === id ? task : undefined;
  }

  /** The task with this id, no longer in flight; nothing for a late or unknown id. */
  release(id: number): Task | undefined {
    const task = this.find(id);
    if (!task) return undefined;
    this.#slots[id & (SLOTS - 1)] = undefined;
    task.lane = undefined;
    this.inFlight--;
    return task;
  }

  learn(count: number, totalRunMs: number): void {
    this.#finishedMs += totalRunMs;
    if (count > 0) this.window.learn(count, totalRunMs);
  }

  /** Takes a task from the thread; false when the thread already started it. */
  takeBack(task: Task): boolean {
    return this.#state.take(task.id) && this.release(task.id) !== undefined;
  }

  /** Takes up to `limit` tasks that have not started, the latest ones, in the order they were given. */
  takeBackLatest(limit: number): Task[] {
    const taken: Task[] = [];
    for (const task of this.tasks().toReversed()) {
      if (taken.length >= limit || !this.takeBack(task)) break;
      taken.push(task);
    }
    return taken.reverse();
  }

  /** All in flight, in the order they were given. */
  tasks(): Task[] {
    const tasks: Task[] = [];
    for (let back = SLOTS; back > 0 && tasks.length < this.inFlight; back--) {
      const task = this.#slots[(this.#nextId - back) & (SLOTS - 1)];
      if (task) tasks.push(task);
    }
    return tasks;
  }

  /** Takes back what waits behind a long task, and gives nothing more until that one is done. */
  unblock(nowMs: number): Task[] {
    this.#isBlocked = this.inFlight > 0 && this.runningForMs(nowMs) >= LONG_TASK_MS;
    return this.#isBlocked && this.inFlight > 1 ? this.takeBackLatest(this.inFlight) : [];
  }

  /** The task that runs now, as far as the pool still waits for it. */
  runningTask(): Task | undefined {
    return this.find(this.#state.runningId());
  }

  /** The task that ran when the thread died; one it had not taken yet is not to blame. */
  culprit(): Task | undefined {
    const task = this.runningTask();
    return task && !this.#state.take(task.id) ? task : undefined;
  }

  runningForMs(nowMs: number): number {
    return this.#state.runningForMs(nowMs);
  }

  sampleLoad(nowMs: number): void {
    this.#busy.sample(this.#finishedMs + this.runningForMs(nowMs), nowMs);
  }

  holdProcess(hold: boolean): void {
    if (this.#holdsProcess === hold || !this.#thread) return;
    this.#holdsProcess = hold;
    this.#thread.holdProcess(hold);
  }

  async terminate(): Promise<void> {
    this.phase = 'ending';
    await this.#thread?.terminate();
  }
}
