// A recording through the feed and everything the analyst does with it, as the CLI replays it.
import { createPlayer, type Player } from '../../src/venues/binance/recording/play.ts';
import { SymbolRun, type SymbolRunListener } from '../../src/workers/analyst/flow/symbol-run.ts';
import { type AnalystSettings, analystSettings } from '../../src/workers/analyst/settings.ts';
import type { RecordedLines } from './recorded-lines.ts';

/** As without any configuration. */
export const usualSettings: AnalystSettings = analystSettings.parse({
  ...{ cvdReset: 'never', disabled: [], detectors: {}, signals: {} },
});

export type Analysis = { readonly player: Player; readonly runs: readonly SymbolRun[] };

/** All lines at once. `listener` hears of every instrument; `settings` are those of the analyst worker. */
export function analyse(
  { recording, lines }: RecordedLines,
  listener: SymbolRunListener = {},
  settings: AnalystSettings = usualSettings,
): Analysis {
  const runs = recording.instruments.map((instrument) => new SymbolRun({ instrument, settings, listener }));
  const player = createPlayer(recording, (record) => runs[record.instrument]?.accept(record));
  for (const line of lines) player.accept(line);
  return { player, runs };
}
