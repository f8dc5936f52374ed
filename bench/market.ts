// From the exchange's bytes to signals: books, parsing, replay, workers, latency, beside what others do.
import { runBench } from './harness/run-bench.ts';
import { book } from './market/book.ts';
import { latency } from './market/latency.ts';
import { pipeline } from './market/pipeline.ts';
import { replay } from './market/replay.ts';
import { symbols } from './market/symbols.ts';
import { workers } from './market/workers.ts';

await runBench('market', [book, pipeline, replay, workers, latency, symbols]);
