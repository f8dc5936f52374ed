// One message to a thousand clients, again and again: ours and a bare loop, with the same bytes.
import { interleave } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { type Rig, startRig } from './rig.ts';

const CLIENTS = 1000;
const MESSAGES = 100;

export const fanOut: Group = {
  name: 'fan-out',
  async run({ reps }) {
    const [ours, bare] = [await startRig('ours', CLIENTS), await startRig('bare', CLIENTS)];
    const costs: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] };
    const flood = async (name: 'ours' | 'bare', rig: Rig) => {
      const { perSecond, cpuUs } = await rig.flood(MESSAGES);
      costs[name].push(cpuUs);
      return perSecond;
    };
    const rates = await interleave(reps, {
      ours: () => flood('ours', ours),
      bare: () => flood('bare', bare),
    });
    ours.stop();
    bare.stop();
    return [
      {
        key: 'fanOutAgainstBareWs',
        figure: 'messages delivered to 1,000 clients, against a bare ws loop',
        unit: 'messages/s',
        ours: ['fanOutPerSecond', rates.ours],
        peer: ['bareFanOutPerSecond', rates.bare],
        ratio: 'ours/peer',
        bar: { atLeast: 0.8 },
      },
      {
        key: 'fanOutCost',
        figure: '… processor time of the server for one; bare ws is … times dearer',
        unit: 'µs',
        // The first round is thrown away, as that of the rates was.
        ours: ['fanOutCostUs', costs.ours.slice(1)],
        peer: ['bareFanOutCostUs', costs.bare.slice(1)],
        ratio: 'peer/ours',
      },
    ];
  },
};
