// A recording with what must be known before it can be read: its markets and the instruments in it.
import { AppError } from '../../../core/errors.ts';
import { type Instrument, type MarketName, toInstrumentId } from '../../../domain/market/instrument.ts';
import type { VenueRecording } from '../../venue-feed.ts';
import { exchangeInfo, toListings } from '../rest/exchange-info.ts';
import { InstrumentInference, marketOf } from './infer-instruments.ts';
import { createPlayer } from './play.ts';
import { type Recorded, readRecording } from './recording.ts';

export type OpenedRecording = VenueRecording<Recorded> & {
  /** The market a line belongs to. */
  marketOf(line: Recorded): MarketName;
};

/** Looked at of each file before it is read in earnest: enough to see every symbol and its steps. */
const LOOK_LINES = 20_000;
const MAX_BROKEN = 20;
const LOOK_BYTES = 24 * 2 ** 20;

/** Rejects with FILE_UNREADABLE or RECORDING_INVALID. */
export async function openRecording(paths: readonly string[]): Promise<OpenedRecording> {
  const markets = new Map<string, MarketName>();
  const listed = new Map<string, Instrument>();
  const seen = new Map<string, Instrument>();
  for (const path of paths) {
    const found = await look(path);
    const market = found.market ?? found.instruments[0]?.market ?? 'spot';
    markets.set(path, market);
    for (const instrument of found.listed) listed.set(instrument.id, instrument);
    for (const inferred of found.instruments) {
      // one file's messages do not always tell the market, which another line of it does
      const instrument = { ...inferred, market, id: toInstrumentId(market, inferred.symbol) };
      const known = seen.get(instrument.id);
      if (!known || isFiner(instrument, known)) seen.set(instrument.id, instrument);
    }
  }
  if (seen.size === 0)
    throw new AppError(
      'RECORDING_INVALID',
      `${paths.join(', ')}: no order book, trade or ticker of Binance is in it.`,
    );
  const broken: string[] = [];
  const opened: OpenedRecording = {
    // What the exchange said of itself counts more than what its prices look like; it lists thousands that were not recorded.
    instruments: [...seen.values()].map((instrument) => listed.get(instrument.id) ?? instrument),
    broken,
    marketOf: ({ url, path }) => (url && marketOf(url)) || (markets.get(path) ?? 'spot'),
    lines: () =>
      readRecording(paths, (path, line, why) => {
        if (broken.length < MAX_BROKEN) broken.push(`${path}, line ${line}: ${why}`);
      }),
    player: (sink, places) => createPlayer(opened, sink, places),
  };
  return opened;
}

type Look = {
  readonly market: MarketName | undefined;
  readonly instruments: Instrument[];
  /** As the exchange itself tells them. */
  readonly listed: Instrument[];
};

async function look(path: string): Promise<Look> {
  const inference = new InstrumentInference();
  let market: MarketName | undefined;
  const listed: Instrument[] = [];
  let lines = 0;
  let bytes = 0;
  for await (const line of readRecording([path])) {
    bytes += line.to - line.from;
    if (++lines > LOOK_LINES || bytes > LOOK_BYTES) break;
    const message = parse(line);
    if (line.url) market ??= marketOf(line.url);
    const info = line.url?.includes('exchangeInfo') ? exchangeInfo.safeParse(message).data : undefined;
    if (info && line.url)
      listed.push(
        ...toListings(marketOf(line.url) ?? 'spot', info).listings.map(({ instrument }) => instrument),
      );
    else inference.take(message, line.url);
  }
  return { market, instruments: inference.instruments(), listed };
}

function isFiner(a: Instrument, b: Instrument): boolean {
  return a.tickUnits / 10 ** a.priceDecimals < b.tickUnits / 10 ** b.priceDecimals;
}

function parse({ bytes, from, to }: Recorded): unknown {
  try {
    return JSON.parse(bytes.toString('utf8', from, to));
  } catch {
    return undefined;
  }
}
