// Ten thousand clients that get one message a second: how late it comes, and what a client costs.
import { interleave, percentile } from '../harness/measure.ts';
import type { Group, Row } from '../harness/report.ts';
import { type Rig, startRig } from './rig.ts';

const CLIENTS = 10_000;
const SECONDS = 5;
const KILOBYTE = 1000;

export const manyClients: Group = {
  name: 'many-clients',
  async run({ reps }) {
    const [ours, bare] = [await startRig('ours', CLIENTS), await startRig('bare', CLIENTS)];
    const p99Ms = async (rig: Rig) => percentile(await rig.delays(SECONDS), 0.99);
    const delaysMs = await interleave(reps, { ours: () => p99Ms(ours), bare: () => p99Ms(bare) });
    ours.stop();
    bare.stop();
    return [
      {
        key: 'manyClientsP99',
        figure: '10,000 clients, one message a second each: delay, p99; beside it a bare ws loop',
        unit: 'ms',
        ours: ['manyClientsP99Ms', delaysMs.ours],
        peer: ['bareManyClientsP99Ms', delaysMs.bare],
        bar: { atMost: 250 },
      },
      {
        key: 'memoryPerClient',
        figure: '… memory per client',
        unit: 'kB',
        ours: ['clientKilobytes', [ours.bytesPerClient / KILOBYTE]],
        peer: ['bareClientKilobytes', [bare.bytesPerClient / KILOBYTE]],
        bar: { atMost: 30 },
      },
    ] satisfies Row[];
  },
};
