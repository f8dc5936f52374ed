// The workload as services: each driver is a unit of its own with real clients, and performs its share of the operations.
import { defineContract } from '../contract.ts';
import { type Context, defineService, type Service, type Uses } from '../service.ts';
import type { PlannedOp } from './place-operations.ts';
import type { Actor, Scenario } from './scenario.ts';

export type DriversOptions = {
  readonly scenario: Scenario;
  readonly model: unknown;
  /** Those that are not masked. */
  readonly plan: readonly PlannedOp[];
  /** An operation failed as none may. */
  onBroken(error: unknown): void;
};

type Driving = {
  readonly actor: Actor<unknown, Uses>;
  readonly clock: Context['clock'];
  open: number;
  isOver: boolean;
};

export class Drivers {
  readonly services = new Map<string, Service>();
  readonly #options: DriversOptions;
  readonly #now = new Map<number, Driving>();
  #lives = 0;
  /** Operations begun so far. */
  begun = 0;

  constructor(options: DriversOptions) {
    this.#options = options;
    const { drivers = 1 } = options.scenario;
    for (let i = 0; i < drivers; i++) this.services.set(nameOf(i), this.#create(i));
  }

  /** Operations under way in drivers that live. */
  get open(): number {
    let open = 0;
    for (const driving of this.#now.values()) open += driving.open;
    return open;
  }

  /** Lets a living driver do something now. */
  perform({ op, driver }: PlannedOp): void {
    const driving = this.#now.get(driver);
    driving?.clock.after(0, () => this.#begin(driving, op));
  }

  #create(driver: number): Service {
    const { scenario, model, plan } = this.#options;
    return defineService({
      contract: defineContract({ name: nameOf(driver) }),
      uses: scenario.uses,
      start: ({ clients, clock, random }) => {
        const actor = { clients, clock, random, model, driver, life: ++this.#lives } as Actor<unknown, Uses>;
        const driving: Driving = { actor, clock, open: 0, isOver: false };
        this.#now.set(driver, driving);
        scenario.onDriver?.(actor);
        const nowMs = clock.monotonicMs();
        for (const planned of plan)
          if (planned.driver === driver && planned.atMs > nowMs)
            clock.after(planned.atMs - nowMs, () => this.#begin(driving, planned.op));
        return {
          handlers: {},
          stop: () => {
            driving.isOver = true;
          },
        };
      },
    });
  }

  #begin(driving: Driving, op: unknown): void {
    if (driving.isOver) return;
    this.begun++;
    driving.open++;
    this.#options.scenario.perform(op, driving.actor).then(
      () => void driving.open--,
      (error) => this.#options.onBroken(error),
    );
  }
}

function nameOf(driver: number): string {
  return `driver-${driver + 1}`;
}
