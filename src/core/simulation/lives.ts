// Who lived when: what the invariants about restarts look at.
import type { Life } from './life.ts';
import type { LifeRecord } from './scenario.ts';

export class Lives {
  readonly #records = new Map<Life, LifeRecord>();
  readonly #all: LifeRecord[] = [];

  get records(): readonly LifeRecord[] {
    return this.#all;
  }

  born(life: Life, program: number, nowMs: number, isStopping: () => boolean): void {
    const record: LifeRecord = { unit: life.unit, generation: this.#all.length + 1, bornMs: nowMs, program };
    this.#records.set(life, record);
    this.#all.push(record);
    life.onEnd(() => {
      record.endedMs = life.nowMs;
      record.isStopped = isStopping();
    });
  }

  /** The name of another life of this unit that has started and not ended, if there is one. */
  started(life: Life, nowMs: number): string | undefined {
    let twin: string | undefined;
    for (const [other, { startedMs, endedMs }] of this.#records)
      if (other !== life && other.unit === life.unit && startedMs !== undefined && endedMs === undefined)
        twin = other.name;
    const record = this.#records.get(life);
    if (record) record.startedMs = nowMs;
    return twin;
  }
}
