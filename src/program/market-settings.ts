// The slices of the configuration that market and analyst get.
import { join } from 'node:path';
import type { Config } from '../config/resolve.ts';
import type { MarketName } from '../domain/market/instrument.ts';
import type { AnalystSettings } from '../workers/analyst/settings.ts';
import type { MarketSettings } from '../workers/market/settings.ts';

const HOUR_MS = 3_600_000;
const SKEW_MS = 1000;

export function toMarketSettings({ market, mode, dataDir }: Config): MarketSettings {
  const { symbols, endpoints, depthSpeed, trades, snapshotLimit, recorder } = market;
  const { reconnectMs, staleMs, rotateHours } = market;
  return {
    followed: toFollowed(symbols),
    isSandbox: mode === 'sandbox',
    ...{ endpoints, depthSpeed, trades, snapshotLimit },
    venue: { reconnectMs, staleMs, rotateMs: rotateHours * HOUR_MS, skewMs: SKEW_MS },
    recorder: { ...recorder, folder: toRecordingsPath(dataDir) },
  };
}

/** Where the recorder writes. */
export function toRecordingsPath(dataDir: string): string {
  return join(dataDir, 'recordings');
}

/** Each once, in the order of the text. */
function toFollowed(text: string): MarketSettings['followed'] {
  return [...new Set(toNames(text))].map((name) => {
    const [market, symbol] = name.split(':') as [MarketName, string];
    return { market, symbol };
  });
}

export function toAnalystSettings({ analyst }: Config): AnalystSettings {
  const { cvdReset, disabled, detectors, ...signals } = analyst;
  return { cvdReset, disabled: toNames(disabled), detectors: toDetectors(detectors), signals };
}

function toNames(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** From `absorption.windowMs` to the settings of each. */
function toDetectors(given: Readonly<Record<string, number>>): AnalystSettings['detectors'] {
  const detectors: AnalystSettings['detectors'] = {};
  for (const [path, value] of Object.entries(given)) {
    const [name = '', setting = ''] = path.split('.');
    detectors[name] = { ...detectors[name], [setting]: value };
  }
  return detectors;
}
