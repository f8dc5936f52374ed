import type { Random } from '../../../src/core/random.ts';
import { defineScenario } from '../../../src/core/simulation/scenario.ts';
import { drawLogUniform, drawOne } from '../../../src/core/simulation/seeded-streams.ts';
import { type Outcome, outcomeOf } from '../outcomes.ts';
import { createTeller, tellerContract } from '../services/teller.ts';

const ways = ['apply', 'applyUrgently', 'applyPatiently', 'put'] as const;
const tellers = ['left', 'right'] as const;

type Order = {
  readonly id: string;
  readonly teller: (typeof tellers)[number];
  readonly way: (typeof ways)[number];
  /** Asked for so long after its time. */
  readonly afterMs: number;
  readonly waitMs: number;
  readonly deadlineMs: number;
};
type Told = { readonly order: Order; readonly outcome: Outcome<{ id: string }> };
type Model = {
  /** How often each order was done. */
  readonly effects: Map<string, number>;
  readonly told: Map<string, Told>;
  broken: string | undefined;
};

const DRIVERS = 3;
/** Ordinary calls that keep a teller busy while it is asked for something urgent. */
const CROWD = 12;
/** An urgent call is done within this, however many wait. */
const URGENT_MS = 1000;

function drawOrder(random: Random, id: string): Order {
  return {
    id,
    teller: drawOne(random, tellers) ?? 'left',
    way: drawOne(random, ways) ?? 'apply',
    afterMs: 0,
    waitMs: random.next() < 0.3 ? drawLogUniform(random, 1, 6000) : 0,
    deadlineMs: drawLogUniform(random, 1, 20_000),
  };
}

/** After the last one, so that it is served before. */
function crowd(teller: Order['teller']): Order[] {
  const waiting = { teller, way: 'applyPatiently', afterMs: 1000, waitMs: 3000, deadlineMs: 60_000 } as const;
  const urgent = { teller, way: 'applyUrgently', afterMs: 2000, waitMs: 0, deadlineMs: URGENT_MS } as const;
  return [
    ...Array.from({ length: CROWD }, (_, i) => ({ ...waiting, id: `${waiting.way}.crowd.${teller}.${i}` })),
    { ...urgent, id: `${urgent.way}.last.${teller}` },
  ];
}

/** What a caller was told against what was done; undefined when they agree. */
function disagreement({ order, outcome }: Told, effects: number): string | undefined {
  const { id, way } = order;
  const isOnce = way !== 'put';
  if (outcome.kind === 'done' && (isOnce ? effects !== 1 : effects < 1))
    return `${way} ${id} was told done and was done ${effects} times.`;
  if (outcome.kind === 'failed' && isOnce && effects > 0)
    return `${way} ${id} was told failed (${outcome.code}) and was done.`;
  return undefined;
}

export const calls = defineScenario({
  name: 'calls',
  summary: 'Every call has one outcome, and it is true.',
  createModel: (): Model => ({ effects: new Map(), told: new Map(), broken: undefined }),
  workers: ({ model, random }) =>
    tellers.map((name) => ({
      service: createTeller(name, (id) => {
        const count = (model.effects.get(id) ?? 0) + 1;
        model.effects.set(id, count);
        const told = model.told.get(id);
        if (count > 1 && !id.startsWith('put')) model.broken = `${id} was done ${count} times.`;
        else if (told) model.broken ??= disagreement(told, count);
      }),
      maxConcurrent: Math.round(drawLogUniform(random, 1, 100)),
      group: 'tellers',
      hotSpare: random.next() < 0.3,
    })),
  uses: { left: tellerContract('left'), right: tellerContract('right') },
  drivers: DRIVERS,
  plan: (random) =>
    Array.from({ length: 20 + random.below(180) }, (_, i) => {
      const order = drawOrder(random, '');
      return { ...order, id: `${order.way}.${i}` };
    }),
  planAfterHeal: (random) =>
    tellers.flatMap((teller, i): Order[] => {
      const way = drawOne(random, ways) ?? 'apply';
      const last = { id: `${way}.last.${i}`, teller, way, afterMs: 0, waitMs: 0, deadlineMs: 5000 };
      return [last, ...crowd(teller)];
    }),
  async perform(order, { clients, clock, model }) {
    const { id, teller, way, afterMs, waitMs, deadlineMs } = order;
    if (afterMs > 0) await clock.sleep(afterMs);
    const startedMs = clock.monotonicMs();
    const outcome = await outcomeOf(clients[teller][way]({ id, waitMs }, { deadlineMs }));
    const passedMs = clock.monotonicMs() - startedMs;
    model.told.set(id, { order, outcome });
    model.broken ??= disagreement({ order, outcome }, model.effects.get(id) ?? 0);
    if (outcome.kind === 'done' && outcome.value.id !== id)
      model.broken ??= `${id} was answered with the reply to ${outcome.value.id}.`;
    // A timer is exact to a millisecond.
    if (passedMs > deadlineMs + 1)
      model.broken ??= `${id} took ${passedMs} ms, its deadline was ${deadlineMs} ms.`;
  },
  invariants: {
    continuous: [{ name: 'a call is what its caller was told', check: ({ broken }) => broken }],
    atRest: [
      {
        name: 'calls succeed after the faults',
        check: ({ told }) =>
          [...told.values()]
            .filter(({ order, outcome }) => order.id.includes('last') && outcome.kind !== 'done')
            .map(
              ({ order, outcome }) => `${order.id} ${outcome.kind} ${'code' in outcome ? outcome.code : ''}`,
            )
            .at(0),
      },
    ],
  },
  faults: {
    kinds: ['kill', 'block', 'clog', 'garble', 'restart', 'stop', 'process-kill', 'power-cut', 'wall-jump'],
  },
});
