// Real threads on one ring: what is lost, torn or stuck when readers are slow and threads are killed.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { allocateRing, openRing, SLOT_ATTACHED } from './ring-memory.ts';
import { type ReaderReport, type StressRole, stress } from './testing/stress-thread.ts';

const RECORDS = 200_000;
const DEADLINE = { timeout: 30_000 };

/** A ring whose first `readers` slots are taken, and threads on it that end with the test. */
function openThreads(context: TestContext, { capacity, readers }: { capacity: number; readers: number }) {
  const memory = allocateRing(stress.layout, { capacity });
  const { readerSlots } = openRing(memory, stress.layout);
  readerSlots.fill(SLOT_ATTACHED, 0, readers);

  const start = (role: StressRole): Worker => {
    const worker = new Worker(new URL('./testing/stress-thread.ts', import.meta.url), { workerData: role });
    context.after(() => worker.terminate());
    return worker;
  };
  const readingThreads: Worker[] = [];
  const startReader = async (slot: number, slowness = 0) => {
    const worker = start({ role: 'reader', memory, slot, until: RECORDS, slowness });
    readingThreads[slot] = worker;
    await once(worker, 'message');
    const report = once(worker, 'message').then(([message]) => message as ReaderReport);
    return { worker, report };
  };
  const startWriter = (until = RECORDS, perTurn = 500) => {
    const worker = start({ role: 'writer', memory, perTurn, until });
    worker.on('message', (slot: number) => readingThreads[slot]?.postMessage('bell'));
    return worker;
  };
  const published = () => openRing(memory, stress.layout).published.load();
  return { startReader, startWriter, published };
}

function assertSound(report: ReaderReport): void {
  assert.equal(report.torn, 0);
  assert.equal(report.disordered, 0);
  assert.ok(report.position >= RECORDS);
  assert.equal(report.delivered + report.missed, report.position);
}

test(
  'a fast reader of a large ring loses nothing beside a slow one, whose every record is whole',
  DEADLINE,
  async (context) => {
    const { startReader, startWriter } = openThreads(context, { capacity: 2 ** 19, readers: 2 });
    const fast = await startReader(0);
    const slow = await startReader(1, 300);
    startWriter();
    const report = await fast.report;
    assertSound(report);
    assert.equal(report.missed, 0);
    assertSound(await slow.report);
  },
);

test(
  'readers that are overrun all the time deliver whole records only, and count the rest',
  DEADLINE,
  async (context) => {
    const { startReader, startWriter } = openThreads(context, { capacity: 64, readers: 2 });
    const readers = [await startReader(0), await startReader(1, 1000)];
    startWriter(RECORDS, 20_000);
    for (const { report } of readers) {
      assertSound(await report);
      assert.ok((await report).missed > 0);
    }
  },
);

test(
  'a writer killed in the middle of a burst is replaced, and every sequence is delivered or counted',
  DEADLINE,
  async (context) => {
    const { startReader, startWriter, published } = openThreads(context, { capacity: 2 ** 19, readers: 1 });
    const reader = await startReader(0);
    for (let kills = 0; kills < 3; kills++) {
      const before = published();
      const doomed = startWriter(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
      await once(doomed, 'message');
      await doomed.terminate();
      assert.ok(published() > before);
    }
    startWriter(published() + RECORDS);
    const report = await reader.report;
    assertSound(report);
  },
);

test('a reader killed in the middle of a burst is noticed by nobody', DEADLINE, async (context) => {
  const { startReader, startWriter, published } = openThreads(context, { capacity: 2 ** 19, readers: 2 });
  const survivor = await startReader(0);
  const doomed = await startReader(1, 3000);
  const writer = startWriter();
  await once(writer, 'message');
  await doomed.worker.terminate();
  const report = await survivor.report;
  assertSound(report);
  assert.equal(report.missed, 0);
  assert.equal(published(), RECORDS);
});
