// What time and chance are at this moment, for code that asks the globals: the world that is running, or a still clock.
import { createSeededRandom, type Random } from '../random.ts';
import type { Life } from './life.ts';
import type { Scheduler } from './scheduler.ts';
import { createLabel } from './trace.ts';

export type VirtualWorld = { readonly scheduler: Scheduler; readonly random: Random };

const STILL_MS = 1000;

/** Of the whole process: globals are, too. */
export class VirtualMachine {
  readonly #timer = createLabel('global timer');
  #world: VirtualWorld | undefined;
  #random = createSeededRandom(1);

  /** From here on the globals are this world's; undefined stops time. */
  enter(world: VirtualWorld | undefined): void {
    this.#world = world;
    this.#random = world?.random ?? createSeededRandom(1);
  }

  get nowMs(): number {
    const scheduler = this.#world?.scheduler;
    return scheduler?.currentLife?.nowMs ?? scheduler?.nowMs ?? STILL_MS;
  }

  get wallMs(): number {
    const scheduler = this.#world?.scheduler;
    if (!scheduler) return STILL_MS;
    return scheduler.currentLife?.clock.now() ?? scheduler.wallMs;
  }

  /** Of the life under way, so that what one draws changes nothing for the others. */
  get random(): Random {
    return this.#world?.scheduler.currentLife?.random ?? this.#random;
  }

  /** Where no world runs nothing is ever due. */
  after(delayMs: number, run: () => void): { cancel(): void } {
    const scheduler = this.#world?.scheduler;
    if (!scheduler) return { cancel() {} };
    const life: Life | undefined = scheduler.currentLife;
    if (life) return life.clock.after(delayMs, run);
    return scheduler.schedule(scheduler.nowMs + Math.max(1, delayMs), this.#timer, run);
  }

  nextTurn(run: () => void): void {
    const life = this.#world?.scheduler.currentLife;
    if (life) life.clock.nextTurn(run);
    else this.after(1, run);
  }
}
