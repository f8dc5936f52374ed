// Scenarios that must fail, each in a way that the simulator has to notice.
import { z } from 'zod';
import { call, defineContract } from '../../../src/core/contract.ts';
import { defineService } from '../../../src/core/service.ts';
import { defineScenario, type Scenario } from '../../../src/core/simulation/scenario.ts';
import { outcomeOf } from '../outcomes.ts';

const counterContract = defineContract({
  name: 'counter',
  calls: { add: call({ input: z.object({ amount: z.int() }), output: z.int() }) },
});

type Counted = { acknowledged: number; total: number; waitMs: number };

/** A counter in memory. @param delayMs how long it takes over each addition */
function createCounter(model: Counted, delayMs: () => number) {
  return defineService({
    contract: counterContract,
    start({ clock }) {
      model.total = 0;
      return {
        handlers: {
          async add({ amount }) {
            await clock.sleep(delayMs());
            model.total += amount;
            return model.total;
          },
        },
      };
    },
  });
}

const counting = {
  createModel: (): Counted => ({ acknowledged: 0, total: 0, waitMs: 0 }),
  uses: { counter: counterContract },
  plan: () => Array.from({ length: 30 }, () => 1),
  perform: async (
    amount: number,
    actor: { clients: { counter: { add(input: { amount: number }): Promise<number> } }; model: Counted },
  ) => {
    const outcome = await outcomeOf(actor.clients.counter.add({ amount }));
    if (outcome.kind === 'done') actor.model.acknowledged += amount;
  },
};

const forgetful = defineScenario({
  ...counting,
  name: 'forgetful',
  summary: 'Acknowledges what its next life does not know.',
  workers: ({ model }) => [{ service: createCounter(model, () => 1) }],
  invariants: {
    continuous: [],
    atRest: [
      {
        name: 'what was acknowledged is there',
        check: ({ acknowledged, total }) =>
          total < acknowledged ? `${acknowledged} acknowledged, ${total} there` : undefined,
      },
    ],
  },
  faults: { kinds: ['kill', 'clog', 'wall-jump'] },
});

const unrepeatable = defineScenario({
  ...counting,
  name: 'unrepeatable',
  summary: 'Depends on which process runs it.',
  workers: ({ model }) => [{ service: createCounter(model, () => 1 + (process.pid % 1000) / 1000) }],
  invariants: { continuous: [], atRest: [] },
  faults: { kinds: [] },
});

const restless = defineScenario({
  ...counting,
  name: 'restless',
  summary: 'Leaves a call without an answer for ever.',
  workers: ({ model }) => [{ service: createCounter(model, () => Number.POSITIVE_INFINITY) }],
  perform: () => new Promise<void>(() => {}),
  invariants: { continuous: [], atRest: [] },
  faults: { kinds: [] },
});

const rejecting = defineScenario({
  ...counting,
  name: 'rejecting',
  summary:
    'A promise that nobody handles ends its thread, and a supervisor that may not restart it gives up.',
  workers: ({ model }) => [
    {
      service: createCounter(model, () => {
        model.waitMs++;
        void Promise.reject(new TypeError('nobody handles this'));
        return 1;
      }),
      restarts: { restartOnError: false, maxRestarts: 0, windowMs: 1, delayMs: 1, maxDelayMs: 1 },
    },
  ],
  invariants: {
    continuous: [
      {
        name: 'no thread dies',
        check: (_, { lives }) => lives.find(({ endedMs }) => endedMs !== undefined)?.unit,
      },
    ],
    atRest: [],
  },
  faults: { kinds: [] },
});

const hanging = defineScenario({
  ...counting,
  name: 'hanging',
  summary: 'Never gives its thread back.',
  workers: ({ model }) => [{ service: createCounter(model, () => 1) }],
  plan: (): number[] => {
    for (;;);
  },
  invariants: { continuous: [], atRest: [] },
  faults: { kinds: [] },
});

const exiting = defineScenario({
  ...counting,
  name: 'exiting',
  summary: 'Ends its process.',
  workers: ({ model }) => [{ service: createCounter(model, () => 1) }],
  plan: (): number[] => process.exit(3),
  invariants: { continuous: [], atRest: [] },
  faults: { kinds: [] },
});

export const scenarios: readonly Scenario[] = [
  forgetful,
  unrepeatable,
  restless,
  rejecting,
  hanging,
  exiting,
];
