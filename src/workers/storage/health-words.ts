import type { Failing } from './health.ts';

/** What the state of storage means for people: what fails, since when, what is refused, what becomes of the rest. */
export function toHealthWords(facts: {
  readonly failing: Failing | null;
  readonly journaled: number;
}): string {
  const { failing, journaled } = facts;
  const inJournal = `${journaled} writes wait in the local journal`;
  if (!failing)
    return journaled > 0
      ? `The database is back; ${inJournal} and are brought over.`
      : 'Everything is written.';
  const since = new Date(failing.sinceMs).toISOString();
  if (failing.code === 'DATABASE_AWAY')
    return `Since ${since} the database server cannot be reached: new risk is refused; exits, cancels, fills and payments go to the local journal (${inJournal}). It goes on by itself.`;
  return `Since ${since} nothing can be written: ${failing.reason} Every write is refused until it succeeds again by itself.`;
}
