// A recording with all its lines in memory, so that no bench measures the disk or the unpacking.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readLine } from '../../src/venues/binance/recording/line.ts';
import { type OpenedRecording, openRecording } from '../../src/venues/binance/recording/open-recording.ts';
import type { Recorded } from '../../src/venues/binance/recording/recording.ts';
import { recordedData, skipsWithoutData } from '../../test/recorded-data.ts';

export type RecordedLines = {
  readonly recording: OpenedRecording;
  readonly lines: readonly Recorded[];
  /** From the first line to the last. */
  readonly recordedMs: number;
};

const folder = 'market/feed_hftbacktest';
/** The busiest of the recordings, which every figure of this bench is about. */
export const futuresRecording = ['usdm_btcusdt_20240808.jsonl.gz'];

/** Names of files that continue each other, of recordings of hftbacktest's. */
export async function loadRecordedLines(names: readonly string[]): Promise<RecordedLines> {
  if (skipsWithoutData) throw new Error(`This bench ${skipsWithoutData}.`);
  const paths = names.map((name) => recordedData(`${folder}/${name}`));
  const recording = await openRecording(paths);
  const lines = paths.flatMap(loadLines);
  const [first, last] = [lines[0], lines.at(-1)];
  return { recording, lines, recordedMs: (last?.receivedMs ?? 0) - (first?.receivedMs ?? 0) };
}

function loadLines(path: string): Recorded[] {
  const bytes = gunzipSync(readFileSync(path));
  const lines: Recorded[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    const to = end < 0 ? bytes.length : end;
    const line = to > from ? readLine(bytes, from, to) : undefined;
    if (line) lines.push({ ...line, bytes, to, path });
    from = to + 1;
  }
  return lines;
}
