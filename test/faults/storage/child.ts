// One life under the axe: `child.ts SETTINGS LIFE PLACEMENT [rest]`, then a line on standard input lets it begin. It writes
// until it is killed and says what was acknowledged; with `rest` it writes nothing, and ends when nothing is owed any more.
import { readSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { systemClock } from '../../../src/core/clock.ts';
import type { Placement } from '../../../src/core/supervisor/placement.ts';
import { startRuntime } from '../../../src/core/supervisor/start-runtime.ts';
import { axeContract } from './axe-contract.ts';
import { CURSOR, TOPIC } from './axe-units.ts';
import { report } from './report.ts';

const [settings = '{}', life = '', placement = 'single', rest] = process.argv.slice(2);
const PRODUCERS = 3;
/** Writes of the life before that are made again: its kill left some undone, some unanswered, some done. */
const REPEATED = 40;

// Imports take longer than the rest of a start, so they happen while the life before is still going on.
await import('./axe-storage.ts');
await import('./receiver.ts');
// Who is killed leaves no compiled code behind.
if (life === '0') flushCompileCache();
readSync(0, Buffer.alloc(1));

const runtime = await startRuntime({
  placement: placement as Placement,
  workers: [
    {
      name: 'storage',
      module: new URL('./axe-storage.ts', import.meta.url).href,
      settings: JSON.parse(settings),
    },
    {
      name: 'receiver',
      module: new URL('./receiver.ts', import.meta.url).href,
      settings: { reports: true },
    },
  ],
  uses: { storage: axeContract },
});
await runtime.ready;
const { storage } = runtime.clients;

report('cursor', (await storage.cursor({ name: CURSOR })) ?? 0);
if (rest) {
  while ((await storage.messages({ topic: TOPIC, max: 1 })).messages.length > 0) await systemClock.sleep(5);
  await runtime.stop();
  report('rest', life);
} else await Promise.all(Array.from({ length: PRODUCERS }, (_, producer) => produce(producer)));

async function produce(producer: number): Promise<never> {
  for (let i = producer; ; i += PRODUCERS) {
    const isAgain = i < REPEATED && Number(life) > 0;
    const key = isAgain ? `${Number(life) - 1}-${i + REPEATED}` : `${life}-${i}`;
    await storage.bookAndTell({ key });
    report('booked', key);
  }
}
