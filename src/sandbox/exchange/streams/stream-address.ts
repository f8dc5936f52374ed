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
  const { pathname, searchParams } = new URL(url, 'ws://localhost');
  const match = pattern.exec(pathname);
  if (!match) return undefined;
  const [, kind, shape, path = ''] = match;
  const named = shape === 'stream' ? (searchParams.get('streams') ?? '') : decodeURIComponent(path);
  return {
    kind: kind as MarketKind,
    isCombined: shape === 'stream',
    streams: named.split('/').filter((name) => name !== ''),
  };
}
