// Asks every virtual global for time and chance, and prints what it was told.
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { performance as hooked } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { ExponentialBackoff, handleAll, retry } from 'cockatiel';
import { systemClock } from '../../../src/core/clock.ts';
import { createSeededRandom, systemRandom } from '../../../src/core/random.ts';
import { Life } from '../../../src/core/simulation/life.ts';
import { Scheduler } from '../../../src/core/simulation/scheduler.ts';
import { createLabel } from '../../../src/core/simulation/trace.ts';
import { virtual } from '../install.ts';

const scheduler = new Scheduler(virtual.loop);
virtual.machine.enter({ scheduler, random: createSeededRandom(7) });
const started = scheduler.nowMs;
const told: Record<string, unknown> = {};
const startedAt = Date.now();
const toMs = (date: Date) => date.getTime();

const steps: Promise<unknown>[] = [];
const order: string[] = [];

async function program(): Promise<void> {
  told['chance'] = [Math.random(), randomInt(1000), randomUUID(), crypto.randomUUID(), systemRandom.hex(4)];
  told['bytes'] = [randomBytes(4).toString('hex'), [...crypto.getRandomValues(new Uint8Array(4))]];
  setImmediate(() => order.push('immediate'));
  setTimeout(() => order.push('timeout'), 5);
  process.nextTick(() => order.push('tick'));
  queueMicrotask(() => order.push('microtask'));
  clearTimeout(setTimeout(() => order.push('cleared'), 1));
  clearTimeout(Number(setTimeout(() => order.push('cleared by number'), 1)));
  await wait(3_600_000);
  told['hour'] = {
    date: Date.now() - startedAt,
    newDate: toMs(new Date()) - startedAt,
    performance: performance.now() - started,
    hooked: hooked.now() - started,
    hrtime: Number(process.hrtime.bigint()) / 1e6 - started,
    hrtimePair: process.hrtime()[0],
    monotonic: systemClock.now() - startedAt,
  };
  const ticks: number[] = [];
  const interval = setInterval(() => ticks.push(performance.now()), 100).unref();
  await wait(350);
  clearInterval(interval);
  told['ticks'] = ticks.length;
  const refreshed = setTimeout(() => order.push('refreshed'), 100);
  await wait(60);
  refreshed.refresh();
  await wait(60);
  told['refreshedEarly'] = order.includes('refreshed');
  await wait(60);
  const limit = AbortSignal.timeout(500);
  await wait(499);
  told['abortedEarly'] = limit.aborted;
  await wait(2);
  told['aborted'] = limit.aborted && (limit.reason as DOMException).name;
  const beforeMs = performance.now();
  let tries = 0;
  const policy = retry(handleAll, {
    maxAttempts: 3,
    backoff: new ExponentialBackoff({ initialDelay: 60_000 }),
  });
  await policy.execute(() => (++tries < 3 ? Promise.reject(new Error('again')) : 'done'));
  told['cockatiel'] = { tries, waited: performance.now() - beforeMs > 1000 };
  scheduler.jumpWall(-3_600_000);
  told['jumped'] = Math.round((Date.now() - startedAt) / 1000) < 200;
  told['dates'] = {
    old: new Date(0).toISOString(),
    cloned: structuredClone(new Date(5)) instanceof Date,
    text: typeof (Date as unknown as () => string)(),
    utc: Date.UTC(2020, 0, 1),
  };
}

const life = new Life('program', 1, scheduler, createSeededRandom(3));
life.at(0, createLabel('program'), () => void steps.push(program()));
await scheduler.run();
await Promise.all(steps);
told['order'] = order;
told['hash'] = scheduler.trace.hash;
process.stdout.write(JSON.stringify(told));
