import type { Standing } from './engine/engine.ts';
import type { UnitDefinition } from './unit.ts';
import { units } from './units/index.ts';

const journaledUnits = new Intl.ListFormat('en').format(
  Object.entries<UnitDefinition>(units)
    .filter(([, { whenAway }]) => whenAway === 'journal')
    .map(([name]) => `\`${name}\``),
);

/** What the state of storage means for people: what fails, since when, what is refused, what becomes of the rest. */
export function toHealthWords(standing: Standing): string {
  const { refused } = standing;
  const state = toState(standing);
  if (refused === 0) return state;
  return `${state} ${refused} journaled writes were refused in the end and need a person: \`./zapflow db refused\` lists them.`;
}

function toState({ failing, isJournaling, journaled, journalFailing }: Standing): string {
  if (!failing) return 'Everything is written.';
  const since = new Date(failing.sinceMs).toISOString();
  if (isJournaling) {
    const fate = journalFailing
      ? `${journaledUnits} belong in the local journal, which does not take all of them (${journalFailing.reason});`
      : `${journaledUnits} go to the local journal,`;
    return `Since ${since} PostgreSQL cannot be used (${failing.reason}): ${fate} every other write and every read is refused. ${journaled} writes wait in the journal. It goes on by itself.`;
  }
  if (failing.code === 'DATABASE_AWAY')
    return `Since ${since} PostgreSQL does not answer (${failing.reason}): writes and reads wait for it.`;
  return `Since ${since} nothing can be written: ${failing.reason} Every write is refused until it succeeds again by itself.`;
}
