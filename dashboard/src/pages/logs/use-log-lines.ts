import { useEffect, useState } from 'react';
import type { LogLine } from '../../../../src/api/logs.ts';
import { live } from '../../live/live-store.ts';
import { useTopic } from '../../live/use-live.ts';

export type LogFilter = {
  readonly level: string;
  readonly worker: string;
  readonly contains: string;
  readonly correlationId: string;
};

/** Typing is over when nothing came for so long. */
const TYPED_MS = 300;

/** The lines that pass the filter, live; the server filters. */
export function useLogLines(filter: LogFilter) {
  const settled = useSettled(JSON.stringify(filter));
  useEffect(() => {
    const asked = Object.entries(JSON.parse(settled) as LogFilter).filter(([, value]) => value !== '');
    const end = live.follow('logs', asked.length === 0 ? undefined : Object.fromEntries(asked));
    return () => {
      end();
      live.forget('logs');
    };
  }, [settled]);
  return useTopic('logs');
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPED_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** How many lines came after those that are held. */
export function countNewer(lines: readonly LogLine[], held: readonly LogLine[]): number {
  const last = held.at(-1)?.seq ?? -1;
  let count = 0;
  for (let at = lines.length - 1; at >= 0 && (lines[at]?.seq ?? 0) > last; at--) count += 1;
  return count;
}
