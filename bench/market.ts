// From the exchange's bytes to signals: books, parsing, replay, workers, latency, beside what others do.
import { runBench } from './harness/run-bench.ts';
import { book } from './market/book.ts';
import { pipeline } from './market/pipeline.ts';
import { replay } from './market/replay.ts';

await runBench('market', [book, pipeline, replay]);
