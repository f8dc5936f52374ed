// The outside world made local: its members, one seed, one time, and the faults that are on.
import { hash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { createSeededRandom, type Random } from '../core/random.ts';
import type { FaultOrder } from '../domain/sandbox.ts';
import { createFaultSwitches, type FaultState, nameOf } from './fault-switches.ts';
import type { Member, OpenMember } from './member.ts';
import { createSandboxClock } from './sandbox-clock.ts';

export type SandboxState = {
  readonly seed: number;
  readonly speed: number;
  /** Sandbox wall time. */
  readonly nowMs: number;
  readonly members: readonly {
    readonly name: string;
    readonly summary: string;
    readonly facts: ReturnType<OpenMember['tell']>;
    readonly faults: readonly FaultState[];
  }[];
};

export type Sandbox = {
  readonly state: SandboxState;
  /** Throws FAULT_UNKNOWN, FAULT_SETTINGS_INVALID. */
  setFault(name: string, order: FaultOrder): void;
  setSpeed(speed: number): void;
  /** Every member begins again. */
  setSeed(seed: number): Promise<void>;
  close(): Promise<void>;
};

export type SandboxOptions = {
  /** Real time. */
  readonly clock: Clock;
  readonly seed: number;
  readonly speed: number;
  /** By the names of members; one without a port does not listen. */
  readonly ports?: Readonly<Record<string, number>>;
};

export async function openSandbox(members: readonly Member[], options: SandboxOptions): Promise<Sandbox> {
  const clock = createSandboxClock(options.clock, options.speed);
  const faults = createFaultSwitches(members, options.clock);
  const open = new Map<Member, OpenMember>();
  let { seed } = options;
  let last: Promise<void> = Promise.resolve();

  const factsOf = (name: string) => [...open].find(([member]) => member.name === name)?.[1].tell() ?? {};
  const openAll = async () => {
    for (const member of members) {
      const fault = (name: string) => faults.settingsOf(nameOf(member, name));
      const random = randomOf(seed, member);
      const context = { clock, realClock: options.clock, random, factsOf, fault };
      open.set(member, await member.open({ ...context, port: options.ports?.[member.name] }));
    }
  };
  const closeAll = async () => {
    for (const [member, opened] of [...open].reverse()) {
      open.delete(member);
      await opened.close();
    }
  };
  /** One after the other: two seeds at once would leave members of both. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work, work);
    return last;
  };

  await openAll();
  return {
    get state() {
      return {
        seed,
        speed: clock.speed,
        nowMs: Math.round(clock.now()),
        members: members.map((member) => ({
          name: member.name,
          summary: member.summary,
          facts: open.get(member)?.tell() ?? {},
          faults: faults.of(member),
        })),
      };
    },
    setFault: faults.set,
    setSpeed: clock.setSpeed,
    setSeed: (changed) =>
      inTurn(async () => {
        await closeAll();
        seed = changed;
        await openAll();
      }),
    close: () => inTurn(closeAll),
  };
}

/** A stream of its own for each member, so that one that draws more changes nothing for the others. */
function randomOf(seed: number, { name }: Member): Random {
  return createSeededRandom(Number.parseInt(hash('sha256', `${seed} ${name}`, 'hex').slice(0, 8), 16));
}
