// What the Solana side does in a second: transactions decoded, beside what others decode them with.
import { runBench } from './harness/run-bench.ts';
import { decode } from './solana/decode.ts';
import { prices } from './solana/prices.ts';

await runBench('solana', [decode, prices]);
