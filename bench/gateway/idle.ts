// What the whole program takes while nothing happens: guard, program, sandbox and an armed signer.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repeat, sleep } from '../harness/measure.ts';
import type { Group, Row } from '../harness/report.ts';
import { readFamily } from './processes-of.ts';
import { createDataDir, launcher, startProgram, toEnvironment } from './program.ts';

/** Until what the start has left to do is done: the check of the data, the first compilation. */
const SETTLE_MS = 20_000;
const WATCHED_MS = 20_000;
const MEGABYTE = 1e6;
/** Guard, program, sandbox, signer. */
const PROCESSES = 4;

/** Of a keystore that signs nothing. */
const limits = {
  rates: { perSecond: 1, perMinute: 1 },
  unlockMs: 60_000,
  eachKey: {
    rates: { perSecond: 1, perMinute: 1 },
    trade: { programs: {}, destinations: {}, maxFeeLamports: '0', maxOutlayPerDayLamports: '0' },
    withdrawals: { destinations: {}, assets: {}, maxFeeLamports: '0' },
  },
  keys: {},
};

type Placement = 'isolated' | 'compact';

export const idle: Group = {
  name: 'idle',
  async run({ reps }) {
    const isolated = await watch('isolated', reps);
    const compact = await watch('compact', reps);
    return [
      {
        key: 'idleCpu',
        figure: 'idle, of one core: guard, program, sandbox and signer; beside it compact',
        unit: '%',
        ours: ['idleCpuPercent', isolated.cpuPercent],
        peer: ['idleCompactCpuPercent', compact.cpuPercent],
        bar: { atMost: 3 },
      },
      {
        key: 'idleMemory',
        figure: '… resident memory of all of them, isolated',
        unit: 'MB',
        ours: ['idleMegabytes', isolated.megabytes],
        bar: { atMost: 600 },
      },
      {
        key: 'idleCompactMemory',
        figure: '… the same, compact',
        unit: 'MB',
        ours: ['idleCompactMegabytes', compact.megabytes],
        bar: { atMost: 300 },
      },
    ] satisfies Row[];
  },
};

/** Each sample of the processor is over the time watched; memory is read at its end. */
async function watch(placement: Placement, reps: number) {
  const dataDir = createDataDir();
  const megabytes: number[] = [];
  try {
    const env = { ZAPFLOW_PLACEMENT: placement, ...createKeystore(dataDir) };
    const program = await startProgram({ isGuarded: true, dataDir, env });
    try {
      await sleep(SETTLE_MS);
      const cpuPercent = await repeat(reps, async () => {
        const before = readFamily(program.pid);
        await sleep(WATCHED_MS);
        const after = readFamily(program.pid);
        if (after.processes !== PROCESSES)
          throw new Error(`${after.processes} processes are running, not guard, program, sandbox and signer`);
        megabytes.push(after.rssBytes / MEGABYTE);
        return ((after.cpuMs - before.cpuMs) / WATCHED_MS) * 100;
      });
      return { cpuPercent, megabytes: megabytes.slice(1) };
    } finally {
      await program.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A keystore and the file that arms the signer; gives the setting that names it. */
function createKeystore(dataDir: string): { readonly ZAPFLOW_SIGNER_PASSPHRASE_FILE: string } {
  const [passphrase, limitsFile] = [join(dataDir, 'passphrase'), join(dataDir, 'limits.json')];
  writeFileSync(passphrase, 'five words that guard nothing', { mode: 0o600 });
  writeFileSync(limitsFile, JSON.stringify(limits));
  const env = { ZAPFLOW_SIGNER_PASSPHRASE_FILE: passphrase };
  execFileSync(launcher, ['signer', 'init', '--limits', limitsFile], {
    env: toEnvironment(dataDir, env),
    stdio: 'pipe',
  });
  return env;
}
