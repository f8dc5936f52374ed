// Signals, what became of them, and anomalies, as storage has them.
import { anomalyPages, signalPages } from '../../market/history/read-events.ts';
import { csvHead, signalsToCsv } from '../../market/signals-to-csv.ts';
import type { GatewayParts } from '../../parts.ts';
import type { RouteHandlers } from '../route-handler.ts';

type Handlers = Pick<RouteHandlers, 'signals' | 'signalsAsCsv' | 'signalStatistics' | 'anomalies'>;

/** More than a spreadsheet shows is asked for in parts, by `beforeMs`. */
const MAX_CSV_ROWS = 100_000;
const DEADLINE = { deadlineMs: 8000 };

export function signalRoutes({ storage }: Pick<GatewayParts, 'storage'>): Handlers {
  return {
    signals: ({ query: { limit, ...wish } }) => joined(signalPages(storage, wish, limit)),
    async signalsAsCsv({ query }) {
      const pages = signalPages(storage, query, MAX_CSV_ROWS);
      // What fails at once is told as a failure, not as a file that breaks off.
      const first = await pages.next();
      return (async function* () {
        yield csvHead;
        if (first.done) return;
        yield signalsToCsv(first.value);
        for await (const rows of pages) yield signalsToCsv(rows);
      })();
    },
    signalStatistics: ({ query }) => storage.signalStatistics(query, DEADLINE),
    anomalies: ({ query: { limit, ...wish } }) => joined(anomalyPages(storage, wish, limit)),
  };
}

async function joined<Row>(pages: AsyncIterable<Row[]>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const rows of pages) all.push(...rows);
  return all;
}
