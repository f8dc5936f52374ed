// The common cases, for both kinds of pool.
import { createInlinePool } from './inline-pool.ts';
import { createPool } from './pool.ts';
import { describePool } from './testing/pool-cases.ts';

describePool('a pool of worker threads', createPool);
describePool('an inline pool', createInlinePool);
