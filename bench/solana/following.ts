// Five thousand followed wallets beside a chain in a process of its own: what a subscriber gets of their swaps, and when.
import { systemClock } from '../../src/core/clock.ts';
import { AppError } from '../../src/core/errors.ts';
import { startRuntime } from '../../src/core/supervisor/start-runtime.ts';
import { chainContract } from '../../src/workers/chain/contract.ts';
import type { ChainSettings } from '../../src/workers/chain/settings.ts';
import { storageContract } from '../../src/workers/storage/contract.ts';
import { percentile } from '../harness/measure.ts';
import type { Group, Row } from '../harness/report.ts';
import { inFolder, storageWorker } from '../storage/storage-runtime.ts';
import { type ChainProcess, startChainProcess } from './chain-process.ts';
import type { Sent } from './processes/protocol.ts';

const WALLETS = 5000;
const PER_SECOND = 300;
const FOR_MS = 60_000;
const BURST = 5000;
const GIVE_UP_MS = 60_000;
const LOOK_MS = 20;
const FOLLOW_AT_ONCE = 50;
/** One poll per wallet each 25 s would take so many calls a minute. */
const POLLS_PER_MINUTE = (WALLETS * 60) / 25;
const KILLED = ['chain', 'decoder', 'storage'] as const;

type Heard = {
  readonly signature: string;
  readonly address: string;
  readonly seq: number;
  readonly atMs: number;
};

export const following: Group = {
  name: 'following',
  async run() {
    const chain = await startChainProcess(WALLETS);
    try {
      const calm = await inFolder((folder) => watch(chain, folder, false));
      const killed = await inFolder((folder) => watch(chain, folder, true));
      const burst = await inFolder((folder) => catchUp(chain, folder));
      const count = (key: string, figure: string, value: number, bar: NonNullable<Row['bar']>): Row => ({
        ...{ key, figure, unit: 'transactions', ours: [key, [value]] as const, bar },
      });
      return [
        {
          key: 'pushP50',
          figure: 'swap landed → at a subscriber, p50',
          unit: 'ms',
          ours: ['pushP50Ms', [calm.p50]],
          bar: { atMost: 15 },
        },
        {
          key: 'pushP99',
          figure: '… p99',
          unit: 'ms',
          ours: ['pushP99Ms', [calm.p99]],
          bar: { atMost: 60 },
        },
        count(
          'lost',
          `of ${calm.sent} swaps at ${PER_SECOND}/s by ${WALLETS} followed wallets: lost`,
          calm.lost,
          { atMost: 0 },
        ),
        count('repeated', '… repeated', calm.repeated, { atMost: 0 }),
        count('outOfOrder', '… out of order', calm.outOfOrder, { atMost: 0 }),
        count(
          'killedLost',
          'the same while chain, decoder and storage are killed in turn: lost',
          killed.lost,
          { atMost: 0 },
        ),
        count('killedRepeated', '… repeated', killed.repeated, { atMost: 0 }),
        count('killedOutOfOrder', '… out of order', killed.outOfOrder, { atMost: 0 }),
        {
          ...{ key: 'discovery', figure: `discovery calls, of one poll a wallet each 25 s`, unit: '%' },
          ours: ['discoveryPercent', [(calm.discoveryPerMinute / POLLS_PER_MINUTE) * 100]],
          bar: { atMost: 10 },
        },
        {
          key: 'catchUp',
          figure: `${BURST} transactions of one wallet while nobody looked: caught up`,
          unit: 's',
          ours: ['catchUpSeconds', [burst.seconds]],
          bar: { atMost: 10 },
        },
        count('catchUpLost', '… lost', burst.lost, { atMost: 0 }),
      ];
    } finally {
      chain.stop();
    }
  },
};

async function start(folder: string, url: string, discovery: ChainSettings['discovery'] = 'auto') {
  const settings: ChainSettings = {
    ...{ isSandbox: false, commitment: 'confirmed', pollMs: 25_000, discovery },
    ...{ subscriptionsPerSocket: 500, initial: [], programs: [] },
    endpoints: [{ name: 'chain of the bench', http: url, socket: '', callsPerSecond: 100_000 }],
  };
  const worker = (name: 'chain' | 'decoder', slice: unknown) => ({
    name,
    module: new URL(`../../src/workers/${name}/service.ts`, import.meta.url).href,
    settings: slice,
    maxMemoryMb: 1024,
  });
  const runtime = await startRuntime({
    workers: [storageWorker(folder), worker('decoder', undefined), worker('chain', settings)],
    uses: { chain: chainContract, storage: storageContract },
    disabled: ['sandbox'],
    levels: { default: 'fatal' },
  });
  await runtime.ready;
  return runtime;
}

type Running = Awaited<ReturnType<typeof start>>;

/** Reads on in the log of activity at each doorbell, as whoever must miss nothing does. */
function subscribe({ clients }: Running) {
  const heard: Heard[] = [];
  let isReading = false;
  let isRung = false;
  const read = async () => {
    isRung = true;
    if (isReading) return;
    isReading = true;
    while (isRung) {
      isRung = false;
      try {
        const page = await clients.storage.walletActivity({ afterSeq: heard.at(-1)?.seq ?? 0, limit: 500 });
        const atMs = performance.timeOrigin + performance.now();
        for (const { seq, address, transaction } of page.activity)
          heard.push({ signature: transaction.signature, address, seq, atMs });
        if (page.activity.length > 0) isRung = true;
      } catch {
        await systemClock.sleep(LOOK_MS);
        isRung = true;
      }
    }
    isReading = false;
  };
  clients.chain.on('activityRecorded', () => void read());
  const timer = systemClock.every(1000, () => void read());
  return { heard, stop: () => timer.cancel() };
}

async function followAll({ clients }: Running, wallets: readonly string[]): Promise<void> {
  await until(async () => (await clients.chain.endpoints()).length > 0);
  const rest = [...wallets];
  const one = async () => {
    for (let address = rest.pop(); address; address = rest.pop())
      await clients.chain.follow(
        { address, kind: 'wallet', label: 'bench', priority: 3 },
        { deadlineMs: Infinity },
      );
  };
  await Promise.all(Array.from({ length: FOLLOW_AT_ONCE }, one));
  await until(async () => {
    const last = wallets.toSorted().at(-1) ?? '';
    for (let after = ''; after < last; ) {
      const page = await clients.chain.followed({ after });
      if (page.length === 0 || page.some(({ state }) => state !== 'push')) return false;
      after = page.at(-1)?.address ?? last;
    }
    return true;
  });
}

async function watch(chain: ChainProcess, folder: string, isKilled: boolean) {
  const running = await start(folder, chain.url);
  const subscriber = subscribe(running);
  try {
    await followAll(running, chain.wallets);
    const callsOf = async () =>
      (await running.clients.chain.endpoints().catch(() => []))[0]?.callsPerMinute ?? 0;
    const trading = chain.trade(PER_SECOND, FOR_MS);
    if (isKilled)
      for (const name of KILLED) {
        await systemClock.sleep(FOR_MS / 5);
        running.supervisor.kill(name, new AppError('WORKER_FAILED', 'killed by the bench'));
      }
    const sent = await trading;
    const calls = isKilled ? 0 : await callsOf();
    await settled(subscriber.heard, sent.length);
    return {
      ...judge(sent, subscriber.heard, chain.wallets),
      discoveryPerMinute: Math.max(0, calls - sent.length),
    };
  } finally {
    subscriber.stop();
    await running.stop();
  }
}

async function catchUp(chain: ChainProcess, folder: string) {
  const first = await start(folder, chain.url, 'wallets');
  await followAll(first, chain.wallets.slice(0, 1));
  await first.stop();
  const sent = await chain.burst(BURST);
  const begunMs = performance.now();
  const second = await start(folder, chain.url, 'wallets');
  const subscriber = subscribe(second);
  try {
    await settled(subscriber.heard, sent.length);
    return {
      seconds: (performance.now() - begunMs) / 1000,
      lost: judge(sent, subscriber.heard, chain.wallets).lost,
    };
  } finally {
    subscriber.stop();
    await second.stop();
  }
}

/** Until all are there, or no more come. */
async function settled(heard: readonly Heard[], wanted: number): Promise<void> {
  let atMs = performance.now();
  for (let seen = heard.length; heard.length < wanted; ) {
    await systemClock.sleep(LOOK_MS);
    if (heard.length > seen) atMs = performance.now();
    seen = heard.length;
    if (performance.now() - atMs > GIVE_UP_MS / 2) return;
  }
}

function judge(sent: readonly Sent[], heard: readonly Heard[], wallets: readonly string[]) {
  const places = new Map(sent.map((one, i) => [one.signature, { ...one, i }]));
  const counts = new Map<string, number>();
  const last = new Map<string, number>();
  const delays: number[] = [];
  let outOfOrder = 0;
  for (const { signature, address, atMs } of heard) {
    const place = places.get(signature);
    if (place === undefined || wallets[place.wallet] !== address) continue;
    const count = (counts.get(signature) ?? 0) + 1;
    counts.set(signature, count);
    if (count > 1) continue;
    delays.push(atMs - place.atMs);
    if ((last.get(address) ?? -1) > place.i) outOfOrder += 1;
    last.set(address, place.i);
  }
  return {
    sent: sent.length,
    lost: sent.length - counts.size,
    repeated: [...counts.values()].filter((count) => count > 1).length,
    outOfOrder,
    p50: percentile(delays, 0.5),
    p99: percentile(delays, 0.99),
  };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + GIVE_UP_MS;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > endMs) throw new Error('the bench waited too long');
    await systemClock.sleep(LOOK_MS);
  }
}
