// From bytes to book, cumulative delta and footprint: our feed and flow state against JSON.parse and a sorted-array book.
import { createFlowState } from '../../src/domain/order-flow/flow-state.ts';
import { createPlayer } from '../../src/venues/binance/recording/play.ts';
import { interleave, nowMs } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { createPlainPipeline } from './peers/plain-pipeline.ts';
import { futuresRecording, loadRecordedLines, type RecordedLines } from './recorded-lines.ts';

const SECOND_MS = 1000;

/** What both must have found at the end, or they did not do the same. */
type Result = { readonly cvd: number; readonly bid: number; readonly ask: number };

export const pipeline: Group = {
  name: 'pipeline',
  async run({ reps }) {
    const recorded = await loadRecordedLines(futuresRecording);
    const found = { ours: ours(recorded), plain: plain(recorded) };
    if (JSON.stringify(found.ours) !== JSON.stringify(found.plain))
      throw new Error(`they differ: ${JSON.stringify(found)}`);
    const rates = await interleave(reps, {
      ours: () => rateOf(recorded, ours),
      plain: () => rateOf(recorded, plain),
    });
    return [
      {
        key: 'pipelineAgainstPlain',
        figure: 'bytes to book, CVD and 1 m footprint, against JSON.parse and a sorted-array book',
        unit: 'messages/s',
        ours: ['pipelinePerSecond', rates.ours],
        peer: ['plainPipelinePerSecond', rates.plain],
        ratio: 'ours/peer',
        bar: { atLeast: 1.5 },
      },
    ];
  },
};

function rateOf(recorded: RecordedLines, run: (recorded: RecordedLines) => Result): number {
  const startedMs = nowMs();
  run(recorded);
  return (recorded.lines.length * SECOND_MS) / (nowMs() - startedMs);
}

function ours({ recording, lines }: RecordedLines): Result {
  const states = recording.instruments.map((instrument) => createFlowState(instrument));
  const player = createPlayer(recording, (record) => states[record.instrument]?.accept(record));
  for (const line of lines) player.accept(line);
  const { cvd, book } = states[0]!.view;
  return { cvd, bid: book.bids.best, ask: book.asks.best };
}

function plain({ lines }: RecordedLines): Result {
  const made = createPlainPipeline();
  for (const { bytes, from, to } of lines) made.accept(bytes.toString('utf8', from, to));
  const { cvd, bid, ask } = made;
  return { cvd, bid, ask };
}
