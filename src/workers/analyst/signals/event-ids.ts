// Ids that are the same in every replay of a feed: of what, when, and which of that moment.
import type { Instrument } from '../../../domain/market/instrument.ts';

/** The same for the same event, whatever came before: of several signals of one type at one moment the later count up. */
export function createEventIds({ id }: Instrument): (type: string, eventMs: number) => string {
  const last = new Map<string, { readonly ms: number; readonly count: number }>();
  return (type, eventMs) => {
    const ms = Math.floor(eventMs);
    const before = last.get(type);
    const count = before?.ms === ms ? before.count + 1 : 1;
    last.set(type, { ms, count });
    return `${id}-${type}-${ms}-${count}`;
  };
}
