// Faults in what the market sends: 2,000 recorded lines lost, doubled or late, how soon each is told and whether the book heals.
import { lineFaults } from './faults/line-faults.ts';
import { runBench } from './harness/run-bench.ts';

await runBench('faults', [lineFaults]);
