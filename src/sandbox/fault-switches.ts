// Which faults are on, with what settings and for how long. Names are `member.fault`.
import { z } from 'zod';
import type { Clock, Timer } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { nearestName } from '../core/nearest-name.ts';
import type { FaultOrder } from '../domain/sandbox.ts';
import type { FaultDefinition, Member } from './member.ts';

type Settings = Readonly<Record<string, unknown>>;

export type FaultState = {
  readonly name: string;
  readonly summary: string;
  readonly isOn: boolean;
  /** Real wall time at which it goes off; null for one that stays, or is off. */
  readonly untilMs: number | null;
  /** In effect while it is on, else those it would begin with. */
  readonly settings: Settings;
  /** Of the settings, as JSON Schema, for a form. */
  readonly schema: unknown;
};

export type FaultSwitches = {
  /** Throws FAULT_UNKNOWN, FAULT_SETTINGS_INVALID. */
  set(name: string, order: FaultOrder): void;
  settingsOf(name: string): Settings | undefined;
  of(member: Member): FaultState[];
};

type On = { readonly settings: Settings; readonly untilMs: number | null; readonly timer: Timer | undefined };

/** Times out in real time: a person waits for it. */
export function createFaultSwitches(members: readonly Member[], clock: Clock): FaultSwitches {
  const known = new Map<string, FaultDefinition>(
    members.flatMap((member) =>
      Object.entries(member.faults).map(
        ([fault, definition]) => [nameOf(member, fault), definition] as const,
      ),
    ),
  );
  const on = new Map<string, On>();
  return {
    set(name, { isOn, forMs, settings = {} }) {
      const definition = known.get(name);
      if (!definition) throw unknownFault(name, known.keys());
      const parsed = definition.settings.safeParse(settings);
      if (!parsed.success)
        throw new AppError('FAULT_SETTINGS_INVALID', `${name}: ${toSentence(parsed.error)}`, {
          details: { fault: name },
        });
      on.get(name)?.timer?.cancel();
      on.delete(name);
      if (!isOn) return;
      const untilMs = forMs === undefined ? null : clock.now() + forMs;
      const timer = forMs === undefined ? undefined : clock.after(forMs, () => on.delete(name));
      on.set(name, { settings: parsed.data, untilMs, timer });
    },
    settingsOf: (name) => on.get(name)?.settings,
    of: (member) =>
      Object.entries(member.faults).map(([fault, { summary, settings }]) => {
        const name = nameOf(member, fault);
        const present = on.get(name);
        return {
          name,
          summary,
          isOn: present !== undefined,
          untilMs: present?.untilMs ?? null,
          settings: present?.settings ?? settings.parse({}),
          schema: z.toJSONSchema(settings, { io: 'input' }),
        };
      }),
  };
}

export function nameOf({ name }: Pick<Member, 'name'>, fault: string): string {
  return `${name}.${fault}`;
}

function toSentence({ issues }: z.ZodError): string {
  return `${issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}.`;
}

function unknownFault(name: string, known: Iterable<string>): AppError {
  const names = [...known];
  const nearest = nearestName(name, names);
  const hint = nearest === undefined ? `Known: ${names.join(', ')}.` : `Did you mean ${nearest}?`;
  return new AppError('FAULT_UNKNOWN', `The sandbox has no fault ${name}. ${hint}`);
}
