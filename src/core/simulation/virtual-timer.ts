import type { VirtualMachine } from './virtual-machine.ts';

const known = new Map<number, VirtualTimer>();
let nextId = 1;

/** What `setTimeout`, `setInterval` and `setImmediate` answer with in a simulation: usable as Node's, in virtual time. */
export class VirtualTimer {
  readonly #machine: VirtualMachine;
  readonly #run: () => void;
  /** Undefined for the next turn of the loop. */
  readonly #delayMs: number | undefined;
  readonly #isRepeated: boolean;
  readonly #id = nextId++;
  #timer: { cancel(): void } | undefined;
  #isCleared = false;

  constructor(machine: VirtualMachine, run: () => void, delayMs: number | undefined, isRepeated: boolean) {
    this.#machine = machine;
    this.#run = run;
    this.#delayMs = delayMs;
    this.#isRepeated = isRepeated;
    this.#start();
  }

  /** Takes whatever `clearTimeout` is given: a timer, its number, or nothing. */
  static clear(timer: unknown): void {
    const found = timer instanceof VirtualTimer ? timer : known.get(Number(timer));
    found?.close();
  }

  close(): this {
    this.#isCleared = true;
    this.#timer?.cancel();
    known.delete(this.#id);
    return this;
  }

  refresh(): this {
    this.#timer?.cancel();
    this.#start();
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }

  [Symbol.toPrimitive](): number {
    known.set(this.#id, this);
    return this.#id;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #start(): void {
    if (this.#isCleared) return;
    if (this.#delayMs === undefined) this.#machine.nextTurn(() => this.#fire());
    else this.#timer = this.#machine.after(this.#delayMs, () => this.#fire());
  }

  #fire(): void {
    if (this.#isCleared) return;
    if (this.#isRepeated) this.#start();
    this.#run();
  }
}
