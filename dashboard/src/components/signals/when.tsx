import { memo } from 'react';
import { formatExact, formatMoment } from '../../format/time.ts';
import { usePreferences } from '../../theme/preferences.ts';

/** A moment in a long list: by the clock, all of it on pointing. It does not tick: a hundred ages that move cost more than they tell. */
export const When = memo(function When({ atMs }: { readonly atMs: number }) {
  const { zone } = usePreferences();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={formatExact(atMs, zone)}>
      {formatMoment(atMs, Date.now(), zone)}
    </time>
  );
});
