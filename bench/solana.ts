// What the Solana side does in a second: transactions decoded beside what others decode them with, wallets followed, prices told.
import { runBench } from './harness/run-bench.ts';
import { decode } from './solana/decode.ts';
import { following } from './solana/following.ts';
import { prices } from './solana/prices.ts';

await runBench('solana', [decode, following, prices]);
