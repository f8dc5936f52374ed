import type { SqlRow } from '../../../src/core/disk/disk.ts';
import { defineScenario, type View } from '../../../src/core/simulation/scenario.ts';
import { type Outcome, outcomeOf } from '../outcomes.ts';
import { createLedger, LEDGER_PATH, ledgerContract } from '../services/ledger.ts';

type Entry = { readonly id: string; readonly amount: number; readonly way: 'record' | 'note' };
type Model = { readonly asked: Map<string, Entry>; readonly told: Map<string, Outcome<unknown>> };

function rowsOf({ disk }: View): readonly SqlRow[] {
  const database = disk.open(LEDGER_PATH, { readOnly: true });
  const rows = database.prepare('SELECT id, amount FROM entries').all([]);
  database.close();
  return rows;
}

function lostOrInvented({ asked, told }: Model, view: View): string | undefined {
  const rows = new Map(rowsOf(view).map(({ id, amount }) => [String(id), Number(amount)]));
  for (const [id, amount] of rows)
    if (asked.get(id)?.amount !== amount) return `${id} has ${amount}, which nobody asked for.`;
  const powerWasCut = view.faults.some(({ kind }) => kind === 'power-cut');
  for (const [id, { kind }] of told) {
    const lasts = asked.get(id)?.way === 'record' || !powerWasCut;
    if (kind === 'done' && lasts && !rows.has(id)) return `${id} was acknowledged and is not there.`;
    if (kind === 'failed' && rows.has(id)) return `${id} was told failed and is there.`;
  }
  return undefined;
}

export const ledger = defineScenario({
  name: 'ledger',
  summary: 'What was acknowledged is on the disk, whatever happened since.',
  createModel: (): Model => ({ asked: new Map(), told: new Map() }),
  workers: () => [{ service: createLedger() }],
  uses: { ledger: ledgerContract },
  drivers: 2,
  plan: (random) =>
    Array.from(
      { length: 20 + random.below(100) },
      (_, i): Entry => ({
        id: `entry.${i}`,
        amount: random.below(1000),
        way: random.next() < 0.5 ? 'record' : 'note',
      }),
    ),
  planAfterHeal: () => [{ id: 'last', amount: 1, way: 'record' } as Entry],
  async perform(entry, { clients, model }) {
    const { id, amount, way } = entry;
    model.asked.set(id, entry);
    model.told.set(id, await outcomeOf(clients.ledger[way]({ id, amount })));
  },
  invariants: {
    continuous: [],
    atRest: [
      { name: 'acknowledged entries are there, failed ones are not', check: lostOrInvented },
      {
        name: 'the ledger works after the faults',
        check({ told }) {
          const last = told.get('last');
          if (last === undefined || last.kind === 'done') return undefined;
          return `${last.kind}: ${last.code}`;
        },
      },
    ],
  },
  faults: {
    points: ['ledger'],
    kinds: [
      'kill',
      'process-kill',
      'power-cut',
      'restart',
      'stop',
      'disk-full',
      'disk-failed',
      'disk-sync',
      'disk-slow',
      'disk-locked',
      'points',
    ],
  },
});
