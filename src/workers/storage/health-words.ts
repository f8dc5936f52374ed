import type { Failing } from './health.ts';

/** What the state of storage means for people: what fails, since when, what is refused, what becomes of the rest. */
export function toHealthWords(facts: {
  readonly failing: Failing | null;
  readonly journaled: number;
  /** Journaled writes that the database refused in the end. */
  readonly parked: number;
}): string {
  const { parked } = facts;
  const state = toState(facts);
  if (parked === 0) return state;
  return `${state} ${parked} journaled writes were refused in the end and need a person: \`zapflow db status\` lists them.`;
}

function toState({ failing, journaled }: { failing: Failing | null; journaled: number }): string {
  const inJournal = `${journaled} writes wait in the local journal`;
  if (!failing)
    return journaled > 0
      ? `The database is back; ${inJournal} and are brought over.`
      : 'Everything is written.';
  const since = new Date(failing.sinceMs).toISOString();
  if (failing.code === 'DATABASE_AWAY')
    return `Since ${since} the database cannot be used (${failing.reason}): new risk is refused; exits, cancels, fills and payments go to the local journal (${inJournal}). It goes on by itself.`;
  return `Since ${since} nothing can be written: ${failing.reason} Every write is refused until it succeeds again by itself.`;
}
