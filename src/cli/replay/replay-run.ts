// One replay in this process: recorded messages through the feed and the analyst, as live ones go.
import type { Clock } from '../../core/clock.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import type { VenueRecording } from '../../venues/venue-feed.ts';
import { SymbolRun } from '../../workers/analyst/flow/symbol-run.ts';
import type { AnalystSettings } from '../../workers/analyst/settings.ts';
import { BookOutages } from './book-outages.ts';
import { type MinuteReport, type ReplayReport, toMinute, toSymbolReport } from './to-report.ts';

export type ReplayOptions = {
  readonly clock: Clock;
  /** Recorded time in one real; Infinity goes as fast as it can. */
  readonly speed: number;
  readonly settings: AnalystSettings;
  readonly signal: AbortSignal;
  /** Now and then: lines taken and recorded time gone by. */
  readonly onProgress: (messages: number, recordedMs: number) => void;
};

/** Lines between two looks at the clock. */
const STRETCH = 5000;
/** Waits shorter than this are not worth a timer. */
const LEAST_WAIT_MS = 5;

/** Rejects with CALL_CANCELLED, FILE_UNREADABLE. */
export async function runReplay(recording: VenueRecording, options: ReplayOptions): Promise<ReplayReport> {
  const { clock, speed, settings, signal, onProgress } = options;
  const nameOf = toName(recording.instruments);
  const detections = createCounts();
  const signals = createCounts();
  const anomalies = createCounts();
  // not the bars, whose rows are many in a long recording
  const minutes: MinuteReport[][] = recording.instruments.map(() => []);
  const runs = recording.instruments.map(
    (instrument, index) =>
      new SymbolRun({
        instrument,
        settings,
        listener: {
          onDetection: (type) => detections.add(type),
          onSignal: ({ type }) => signals.add(type),
          onAnomaly: ({ type }) => anomalies.add(type),
          onBar: (bar) => minutes[index]?.push(toMinute(instrument, bar)),
        },
      }),
  );
  const outages = new BookOutages(recording.instruments.map(nameOf));
  const player = recording.player(
    (record) => {
      outages.accept(record);
      runs[record.instrument]?.accept(record);
    },
    recording.instruments.map((_, index) => index),
  );
  const startMs = clock.monotonicMs();
  let firstMs = Number.NaN;
  let lastMs = 0;
  for await (const line of recording.lines()) {
    if (Number.isNaN(firstMs)) firstMs = line.receivedMs;
    lastMs = line.receivedMs;
    if (speed !== Number.POSITIVE_INFINITY) {
      const waitMs = (lastMs - firstMs) / speed - (clock.monotonicMs() - startMs);
      if (waitMs > LEAST_WAIT_MS) await clock.sleep(waitMs, signal);
    }
    player.accept(line);
    if (player.messages % STRETCH > 0) continue;
    signal.throwIfAborted();
    onProgress(player.messages, lastMs - firstMs);
  }
  for (const symbol of player.symbols) symbol.finish();
  const refused = player.symbols.reduce((sum, symbol) => sum + symbol.refused, player.malformed);
  return {
    messages: player.messages,
    durationMs: Math.round(clock.monotonicMs() - startMs),
    recordedMs: Math.round(lastMs - firstMs),
    gaps: player.symbols.reduce((sum, { bookFeed, tradeGaps }) => sum + bookFeed.gaps + tradeGaps, 0),
    unknown: outages.finish(lastMs),
    refused,
    symbols: Object.fromEntries(
      player.symbols.map(({ instrument, bookFeed }, index) => {
        const { view } = runs[index]!;
        const closed = minutes[index]!;
        const all = view.bar ? [...closed, toMinute(instrument, view.bar)] : closed;
        return [nameOf(instrument), toSymbolReport(instrument, bookFeed, view.cvd, all)];
      }),
    ),
    detections: detections.all,
    signals: signals.all,
    anomalies: anomalies.all,
  };
}

/** The symbol, or with its market where several markets trade it. */
function toName(instruments: readonly Instrument[]): (of: Instrument) => string {
  return ({ id, symbol }) => (instruments.filter((one) => one.symbol === symbol).length > 1 ? id : symbol);
}

function createCounts() {
  const all: Record<string, number> = {};
  return {
    all,
    add(name: string) {
      all[name] = (all[name] ?? 0) + 1;
    },
  };
}
