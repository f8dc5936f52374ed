import { KST } from 'trading-signals';
import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import { fromLibrary } from './from-library.ts';

export const knowSureThing = defineIndicator({
  name: 'know-sure-thing',
  summary: "Pring's know sure thing: four averaged rates of change, the longer ones weighing more.",
  settings: z.strictObject({}),
  inputs: 'close',
  outputs: ['kst'],
  create: () => fromLibrary(new KST()),
});
