// What a dead life still does: its handlers go on after it was killed, and must reach nothing.

import { z } from 'zod';
import { call, defineContract, event } from '../../../src/core/contract.ts';
import type { Disk } from '../../../src/core/disk/disk.ts';
import { defineService } from '../../../src/core/service.ts';
import { defineScenario, type Scenario, type View } from '../../../src/core/simulation/scenario.ts';
import { outcomeOf } from '../outcomes.ts';

const trace = z.object({ life: z.int() });
const ghostContract = defineContract({
  name: 'ghost',
  calls: { haunt: call({ deadlineMs: 1000 }) },
  events: { appeared: event({ data: trace, whenFull: 'block' }) },
});
const witnessContract = defineContract({ name: 'witness', calls: { touch: call({ input: trace }) } });

type Model = {
  lives: number;
  /** What opens when the faults are over; the one thing that lives and dead share. */
  readonly gate: PromiseWithResolvers<void>;
  /** Lives whose handler went on behind the gate. */
  readonly wentOn: Set<number>;
  readonly waiting: Set<number>;
  /** Traces of a life that somebody else found. */
  readonly found: Map<number, string>;
};

async function leaveTraces(attempts: readonly (() => unknown)[]): Promise<void> {
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch {
      // Being refused is one way of reaching nothing.
    }
  }
}

const ghost = (model: Model) =>
  defineService({
    contract: ghostContract,
    uses: { witness: witnessContract },
    start({ clients: { witness }, clock, disk, publish }) {
      const life = ++model.lives;
      const database = disk.open('traces.db');
      database.exec('CREATE TABLE IF NOT EXISTS traces (life INTEGER)');
      return {
        handlers: {
          async haunt() {
            model.waiting.add(life);
            await model.gate.promise;
            model.wentOn.add(life);
            await leaveTraces([
              () => clock.after(1, () => model.found.set(life, 'timer')),
              () => clock.nextTurn(() => model.found.set(life, 'turn')),
              () => clock.endOfTurn(() => model.found.set(life, 'end of turn')),
              () => void clock.sleep(1).then(() => model.found.set(life, 'sleep')),
              () => void publish('appeared', { life }),
              () => void witness.touch({ life }).catch(() => {}),
              () => database.prepare('INSERT INTO traces VALUES (?)').run([life]),
              () => disk.open('traces.db').prepare('INSERT INTO traces VALUES (?)').run([life]),
            ]);
          },
        },
      };
    },
  });

const witness = (model: Model) =>
  defineService({
    contract: witnessContract,
    start: () => ({
      handlers: {
        touch({ life }) {
          model.found.set(life, 'call');
        },
      },
    }),
  });

function rowsOf(disk: Disk): readonly number[] {
  const rows = disk.open('traces.db', { readOnly: true }).prepare('SELECT life FROM traces').all([]);
  return rows.map(({ life }) => Number(life));
}

/** The last life is the only one that is not dead. */
function tracesOfTheDead({ lives, found, waiting, wentOn }: Model, { disk }: View): string | undefined {
  for (const life of waiting) if (!wentOn.has(life)) return `The handler of life ${life} did not go on.`;
  for (const [life, what] of found) if (life !== lives) return `Life ${life} reached somebody: ${what}.`;
  const rows = rowsOf(disk).filter((life) => life !== lives);
  return rows.length === 0 ? undefined : `Life ${rows[0]} wrote.`;
}

function defineLate(name: string, wrong: (model: Model, view: View) => string | undefined): Scenario {
  return defineScenario({
    name,
    summary: 'A dead life reaches nothing, whatever its code still does.',
    createModel: (): Model => ({
      lives: 0,
      gate: Promise.withResolvers(),
      wentOn: new Set(),
      waiting: new Set(),
      found: new Map(),
    }),
    workers: ({ model }) => [{ service: witness(model) }, { service: ghost(model) }],
    uses: { ghost: ghostContract },
    onDriver({ clients, model }) {
      clients.ghost.on('appeared', ({ life }) => void model.found.set(life, 'event'));
    },
    plan: () => Array.from({ length: 20 }, () => 'haunt'),
    // The late have time to do what they would.
    planAfterHeal: () => ['wait'],
    async perform(op, { clients, clock }) {
      if (op === 'haunt') await outcomeOf(clients.ghost.haunt());
      else await clock.sleep(1000);
    },
    invariants: {
      continuous: [
        {
          name: 'the gate opens after the faults',
          check({ gate }, { nowMs, chaosMs }) {
            if (nowMs > chaosMs) gate.resolve();
            return undefined;
          },
        },
      ],
      atRest: [{ name, check: wrong }],
    },
    faults: { kinds: ['kill', 'process-kill', 'power-cut'], units: ['ghost'] },
  });
}

export const scenarios: readonly Scenario[] = [
  defineLate('the-dead-reach-nothing', tracesOfTheDead),
  // The proof that the other one has something to look at.
  defineLate('nobody-dies-waiting', ({ lives, wentOn }) =>
    [...wentOn].some((life) => life < lives) ? 'a dead life went on' : undefined,
  ),
];
