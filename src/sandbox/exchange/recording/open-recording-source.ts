// The exchange on a recording: streams are sent as they were recorded, with their ids and in their rhythm; REST is answered from what was played so far.
import type { Clock } from '../../../core/clock.ts';
import type { MarketKind } from '../../market/instrument.ts';
import type { ExchangeSource } from '../source.ts';
import type { StreamHub } from '../streams/hub.ts';
import { dataTextOf, parseData, parseRecordedLine, type RecordedLine } from './recorded-line.ts';
import { findSymbols, type RecordedSymbol } from './recorded-symbols.ts';

const TURN_MS = 5;
/** Of one turn, so that answers and closing come between. */
const MAX_LINES = 2000;

export type RecordingOptions = {
  readonly clock: Clock;
  /** Times faster than it was recorded; `max` as fast as it goes; `manual` only by `play`. */
  readonly speed: number | 'max' | 'manual';
  /** Begins anew at the end; ids then begin anew as well. */
  readonly isLooping?: boolean;
  /** Begins with the first stream that somebody hears. */
  readonly waitsForHearer?: boolean;
  /** Event times become those of the clock. */
  readonly restampsTimes?: boolean;
  /** Of messages that do not tell it. */
  readonly kind?: MarketKind;
};

export type RecordingSource = ExchangeSource & {
  /** Plays so many lines at once; returns how many there were. */
  play(count: number): number;
  readonly isOver: boolean;
};

/** Lines `<local ns> <json>`; others are left out. */
export function openRecordingSource(texts: Iterable<string>, options: RecordingOptions): RecordingSource {
  const { clock, speed, isLooping = false, waitsForHearer = false, restampsTimes = false } = options;
  const lines = [...texts].flatMap((text) => parseRecordedLine(text) ?? []);
  const symbols = findSymbols(lines, options.kind);
  const byStream = new Map(
    symbols.map((symbol) => [symbol.record.instrument.symbol.toLowerCase(), symbol] as const),
  );
  let hub: StreamHub | undefined;
  let next = 0;
  let begun: { readonly atMs: number; readonly atNs: bigint } | undefined;
  let exchangeMs = Math.floor(Number((lines[0]?.atNs ?? 0n) / 1_000_000n));
  let timer = clock.after(0, () => {});
  timer.cancel();
  let isStopped = false;

  const playLine = (line: RecordedLine) => {
    const data = parseData(line);
    exchangeMs = data.E ?? exchangeMs;
    if (line.stream === undefined) return void ownerOf(symbols, data.symbol, data.lastUpdateId)?.take(data);
    const symbol = byStream.get(line.stream.slice(0, line.stream.indexOf('@')));
    if (!symbol) return;
    symbol.take(data);
    const text = dataTextOf(line);
    hub?.publish(symbol.kind, line.stream, restampsTimes ? restamp(text, Math.floor(clock.now())) : text);
  };
  const play = (count: number, untilNs?: bigint): number => {
    let played = 0;
    while (played < count) {
      if (next === lines.length && isLooping) {
        next = 0;
        begun = undefined;
        break;
      }
      const line = lines[next];
      if (!line || (untilNs !== undefined && line.atNs > untilNs)) break;
      next++;
      played++;
      playLine(line);
    }
    return played;
  };
  const turn = () => {
    if (isStopped || speed === 'manual') return;
    const isHeard = !waitsForHearer || [...(hub?.heard ?? [])].length > 0;
    if (isHeard && speed === 'max') play(MAX_LINES);
    else if (isHeard && typeof speed === 'number') {
      begun ??= { atMs: clock.monotonicMs(), atNs: lines[next]?.atNs ?? 0n };
      const elapsedNs = (clock.monotonicMs() - begun.atMs) * 1e6 * speed;
      play(MAX_LINES, begun.atNs + BigInt(Math.round(elapsedNs)));
    }
    if (isHeard && speed === 'max' && next < lines.length) clock.nextTurn(turn);
    else if (next < lines.length || isLooping) timer = clock.after(TURN_MS, turn);
  };

  return {
    records: symbols.map(({ record }) => record),
    nowMs: () => exchangeMs,
    play: (count) => play(count),
    get isOver() {
      return next === lines.length;
    },
    start(opened) {
      hub = opened;
      turn();
    },
    stop() {
      isStopped = true;
      timer.cancel();
    },
    tell: () => ({
      symbols: symbols.map(({ kind, record }) => `${kind}:${record.instrument.symbol}`).join(' '),
      regime: null,
      linesPlayed: next,
      lines: lines.length,
      says: next === lines.length ? 'The recording is over.' : 'It plays a recording.',
    }),
  };
}

/** A snapshot names its symbol on one market only; elsewhere its id is near those of its symbol. */
function ownerOf(
  symbols: readonly RecordedSymbol[],
  name: string | undefined,
  updateId = 0,
): RecordedSymbol | undefined {
  const named = symbols.find(({ record }) => record.instrument.symbol === name);
  const distance = (symbol: RecordedSymbol) => Math.abs(symbol.lastUpdateId - updateId);
  return named ?? symbols.toSorted((one, other) => distance(one) - distance(other))[0];
}

function restamp(text: string, nowMs: number): string {
  return text.replaceAll(/"([ET])":\d+/g, `"$1":${nowMs}`);
}
