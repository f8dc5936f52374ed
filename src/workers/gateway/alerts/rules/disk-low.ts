import { type AlertRule, MINUTE_MS, SECOND_MS } from '../rule.ts';

const MIB = 2 ** 20;
const LOW_BYTES = 1024 * MIB;
/** What is open is over only with more, so that nothing flaps around one bound. */
const ENOUGH_BYTES = 1536 * MIB;

export const diskLow: AlertRule = {
  kind: 'disk-low',
  severity: 'warning',
  summary: 'The disk of the data folder is nearly full: less than 1024 MB are free; over at 1536 MB.',
  periodMs: 10 * SECOND_MS,
  afterMs: 30 * SECOND_MS,
  clearAfterMs: MINUTE_MS,
  evaluate({ diskFreeBytes }, isOpen) {
    if (diskFreeBytes === undefined) return undefined;
    if (diskFreeBytes >= (isOpen('disk') ? ENOUGH_BYTES : LOW_BYTES)) return [];
    const free = `${Math.floor(diskFreeBytes / MIB)} MB`;
    return [
      {
        subject: 'disk',
        title: 'The disk of the data folder is nearly full',
        says: `${free} are free; without room nothing can be stored. Free some there, lower \`log.keepFiles\`, or give it a larger disk.`,
      },
    ];
  },
  recovered: () => 'There is room on the disk of the data folder again.',
};
