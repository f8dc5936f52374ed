// Writes what the venue says, as it came, into files that `./zapflow replay` plays: one series of files for each market.
import { createLineWriter, type LineWriter } from '../../core/files/line-writer.ts';
import type { Context } from '../../core/service.ts';
import type { Instrument, MarketName } from '../../domain/market/instrument.ts';
import type { MarketSettings } from './settings.ts';
import { venueOf } from './venue-of.ts';

export type Recorder = {
  readonly isOn: boolean;
  readonly lost: number;
  set(isOn: boolean): Promise<void>;
  message(market: MarketName, bytes: Uint8Array, receivedMs: number): void;
  /** An answer to what was asked for at this address. */
  answer(market: MarketName, address: string, bytes: Uint8Array, receivedMs: number): void;
  /** Every file begins with the instruments in it. */
  instrument(instrument: Instrument): void;
  /** A file of this market was begun, which needs a snapshot of each book to be of use. */
  onFile: (market: MarketName) => void;
  close(): Promise<void>;
};

export function createRecorder(
  { clock, log }: Pick<Context, 'clock' | 'log'>,
  settings: MarketSettings['recorder'],
): Recorder {
  const writers = new Map<MarketName, LineWriter>();
  const instruments = new Map<MarketName, Instrument[]>();
  let isOn = settings.enabled;
  let lost = 0;

  const writerOf = (market: MarketName): LineWriter => {
    const known = writers.get(market);
    if (known) return known;
    const writer = createLineWriter({
      ...settings,
      clock,
      prefix: market,
      onFailure: (error) => log.error(`recording failed: ${error.message}`, { market }),
      onOpen: () => recorder.onFile(market),
    });
    writer.head = [toHead(market, instruments.get(market) ?? [], clock.now())];
    writers.set(market, writer);
    return writer;
  };
  const closeAll = async () => {
    const closing = [...writers.values()];
    writers.clear();
    await Promise.all(closing.map((writer) => writer.close()));
    for (const writer of closing) lost += writer.lost;
  };

  const recorder: Recorder = {
    onFile() {},
    get isOn() {
      return isOn;
    },
    get lost() {
      return [...writers.values()].reduce((sum, writer) => sum + writer.lost, lost);
    },
    async set(wanted) {
      isOn = wanted;
      if (!wanted) await closeAll();
    },
    message(market, bytes, receivedMs) {
      if (isOn) writerOf(market).write(Buffer.concat([Buffer.from(`${toNanoseconds(receivedMs)} `), bytes]));
    },
    answer(market, address, bytes, receivedMs) {
      if (isOn) writerOf(market).write(toAnswer(address, bytes, receivedMs));
    },
    instrument(instrument) {
      const { market } = instrument;
      const known = instruments.get(market) ?? [];
      instruments.set(market, [...known, instrument]);
      const writer = writers.get(market);
      if (!writer) return;
      const head = toHead(market, [...known, instrument], clock.now());
      writer.head = [head];
      writer.write(head);
    },
    close: closeAll,
  };
  return recorder;
}

const NEWLINE = 10;

function toAnswer(address: string, bytes: Uint8Array, receivedMs: number): Buffer {
  const head = `${address} -> ${(receivedMs / 1000).toFixed(6)}: `;
  return Buffer.concat([Buffer.from(head), bytes.includes(NEWLINE) ? oneLine(bytes) : bytes]);
}

function oneLine(bytes: Uint8Array): Buffer {
  return Buffer.from(
    Buffer.from(bytes)
      .toString('utf8')
      .replaceAll(/\s*\n\s*/g, ''),
  );
}

function toHead(market: MarketName, instruments: readonly Instrument[], nowMs: number): Buffer {
  const { address, body } = venueOf(market).recording.head(market, instruments);
  return toAnswer(address, Buffer.from(body), nowMs);
}

/** Without going through a number that would round it. */
function toNanoseconds(ms: number): string {
  const whole = Math.floor(ms);
  return `${whole}${String(Math.floor((ms - whole) * 1e6)).padStart(6, '0')}`;
}
