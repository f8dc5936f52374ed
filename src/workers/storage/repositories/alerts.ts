import type { Tables } from '../tables.ts';
import type { Queries } from '../unit.ts';

/** More are not counted: nobody reads them one by one. */
const MAX_UNREAD = 1000;

export function toAlert(row: Omit<Tables['alerts'], 'seq'> & { seq: number }) {
  return {
    seq: row.seq,
    id: row.id,
    kind: row.kind,
    severity: row.severity,
    title: row.title,
    says: row.says,
    raisedAtMs: row.raised_at,
    clearedAtMs: row.cleared_at,
    readAtMs: row.read_at,
  };
}

/** At most 1000. */
export async function countUnread(db: Queries): Promise<number> {
  const unread = db.selectFrom('alerts').select('seq').where('read_at', 'is', null).limit(MAX_UNREAD);
  const { count } = await db
    .selectFrom(unread.as('unread'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
