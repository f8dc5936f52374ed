import { Tooltip } from '@mantine/core';
import { formatExact, formatMoment, formatTime } from '../format/time.ts';
import { useNow } from '../live/use-now.ts';
import { usePreferences } from '../theme/preferences.ts';

type TimeProps = {
  readonly atMs: number | null | undefined;
  /** By the clock also while it is fresh. */
  readonly isPlain?: boolean;
};

/** A moment; pointing at it shows all of it. Ages move by themselves. */
export function Time({ atMs, isPlain = false }: TimeProps) {
  const nowMs = useNow();
  const { zone } = usePreferences();
  if (typeof atMs !== 'number') return <span className="faint">—</span>;
  return (
    <Tooltip label={<span className="mono">{formatExact(atMs, zone)}</span>}>
      <time dateTime={new Date(atMs).toISOString()} className="nowrap">
        {isPlain ? formatMoment(atMs, nowMs, zone) : formatTime(atMs, nowMs, zone)}
      </time>
    </Tooltip>
  );
}
