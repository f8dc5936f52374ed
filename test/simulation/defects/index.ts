// The mistakes that are planted, one after the other, to see whether the simulator finds them.
import { cacheDefects } from './cache.ts';
import { consumerDefects } from './consumer.ts';
import type { Defect } from './defect.ts';
import { journalDefects } from './journal.ts';
import { linkDefects } from './link.ts';
import { storageDefects } from './storage.ts';
import { supervisorDefects } from './supervisor.ts';

export const defects: readonly Defect[] = [
  ...linkDefects,
  ...supervisorDefects,
  ...storageDefects,
  ...journalDefects,
  ...consumerDefects,
  ...cacheDefects,
];
