// What a member of the sandbox is: one thing of the outside world, made local, with the faults that can be switched on in it.
import type { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import type { SandboxClock } from './sandbox-clock.ts';

export type FaultDefinition = {
  /** One sentence, for people. */
  readonly summary: string;
  /** Every field with default and description. */
  readonly settings: z.ZodObject;
};
export type FaultDefinitions = Readonly<Record<string, FaultDefinition>>;

export type MemberContext<F extends FaultDefinitions = FaultDefinitions> = {
  /** Sandbox time, which may run faster than real time. */
  readonly clock: SandboxClock;
  /** Real time, for what real clients wait for: connections and their limits. */
  readonly realClock: Clock;
  /** Where it listens, 0 for any free port; undefined where nobody is to reach it. */
  readonly port: number | undefined;
  /** The same for the same seed, whatever other members draw. */
  readonly random: Random;
  /** What another member tells of itself; nothing where it is not open. */
  factsOf(member: string): ReturnType<OpenMember['tell']>;
  /** The settings of a fault that is on; undefined while it is off. */
  fault<K extends keyof F & string>(name: K): z.output<F[K]['settings']> | undefined;
};

export type OpenMember = {
  /** A few facts for people, as JSON. */
  tell(): Readonly<Record<string, string | number | boolean | null>>;
  close(): void | Promise<void>;
};

export type Member = {
  readonly name: string;
  readonly summary: string;
  readonly faults: FaultDefinitions;
  open(context: MemberContext): OpenMember | Promise<OpenMember>;
};

/** A fault that the member did not declare does not compile. */
export function defineMember<const F extends FaultDefinitions>(
  member: Omit<Member, 'faults' | 'open'> & {
    readonly faults: F;
    open(context: MemberContext<F>): OpenMember | Promise<OpenMember>;
  },
): Member {
  return member as Member;
}
