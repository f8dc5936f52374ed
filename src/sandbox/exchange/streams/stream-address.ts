// The paths at which streams are opened: /spot/ws, /usdm/ws/<stream>, /coinm/stream?streams=a/b.
import type { MarketKind } from '../../market/instrument.ts';

export type StreamAddress = {
  readonly kind: MarketKind;
  readonly isCombined: boolean;
  readonly streams: readonly string[];
};

/**
 * Futures may name the traffic they want before `ws`, as the real addresses do. A leading `/stream` stands for the
 * name of the real host: ccxt tells spot from futures by finding that word in its address.
 */
const pattern =
  /^(?:\/stream)?\/(spot|usdm|coinm)(?:\/(?:public|market|private))?\/(ws|stream)(?:\/([^?]*))?$/;

/** Undefined for a path at which no stream is. */
export function parseStreamAddress(url: string): StreamAddress | undefined {
  const parsed = URL.parse(url, 'ws://localhost');
  const match = pattern.exec(parsed?.pathname ?? '');
  if (!parsed || !match) return undefined;
  const [, kind, shape, path = ''] = match;
  const named = shape === 'stream' ? (parsed.searchParams.get('streams') ?? '') : decode(path);
  return {
    kind: kind as MarketKind,
    isCombined: shape === 'stream',
    streams: named.split('/').filter((name) => name !== ''),
  };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
