import type { Queries } from '../unit.ts';
import { headOf, START, toAuditHash } from './audit.ts';

const PAGE = 500;

export type AuditFinding = {
  /** Those that were looked at: all, or up to the first that is wrong. */
  readonly entries: number;
  /** The first that was changed, removed or added past the program; null when all are as they were written. */
  readonly brokenAtSeq: number | null;
};

/**
 * Walks the whole audit, beside which entries may be written. Whoever can write the database and hashes all entries from one
 * on anew, with the note of the last, is not found out: compare with a backup that he cannot reach.
 */
export async function checkAudit(db: Queries): Promise<AuditFinding> {
  let last = START;
  let entries = 0;
  for (let isAtEnd = false; ; ) {
    const page = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', entries === 0 ? Number.MIN_SAFE_INTEGER : last.seq)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    for (const row of page) {
      if (row.seq !== last.seq + 1) return { entries, brokenAtSeq: Math.min(row.seq, last.seq + 1) };
      if (row.hash !== toAuditHash(row)) return { entries, brokenAtSeq: row.seq };
      // It is as it was written, so what it was written after was another.
      if (row.previous_hash !== last.hash) return { entries, brokenAtSeq: Math.max(last.seq, 1) };
      last = row;
      entries++;
    }
    isAtEnd &&= page.length === 0;
    if (page.length > 0) continue;
    const head = (await headOf(db)) ?? START;
    if (head.seq === last.seq) return { entries, brokenAtSeq: head.hash === last.hash ? null : last.seq };
    // An entry and the note of it are committed at once: one that is noted is there, or was removed.
    if (isAtEnd || !(head.seq > last.seq))
      return { entries, brokenAtSeq: (head.seq < last.seq ? head.seq : last.seq) + 1 };
    isAtEnd = true;
  }
}
