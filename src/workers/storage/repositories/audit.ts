// The audit: every change that somebody asked for, in the transaction of that change. Each entry is hashed together with the
// hash of the one before, so that none can be changed or taken out without those after it telling.
import { hash } from 'node:crypto';
import type { By } from '../../../core/by.ts';
import type { Tables } from '../tables.ts';
import type { Queries, Tx } from '../unit.ts';

export type AuditEntry = {
  /** The name of the call, or of what was done elsewhere. */
  readonly action: string;
  readonly target: string;
  /** Never a password, a hash of one, a token or a key. */
  readonly details?: Readonly<Record<string, unknown>>;
};

type Row = Tables['audit'];
type Link = Pick<Row, 'seq' | 'hash'>;

/** Tells in `meta` what the last entry is: without it nobody would miss the last ones. */
const HEAD = 'audit.head';
/** Before the first entry. */
export const START: Link = { seq: 0, hash: '' };

/** The only writer of the audit. There is no other way to change it, and no time after which it goes. */
export async function audit(tx: Tx, by: By, { action, target, details = {} }: AuditEntry): Promise<void> {
  const last = await lastLink(tx.db);
  const row = {
    seq: last.seq + 1,
    at: tx.nowMs,
    actor: by.actor,
    action,
    target,
    details: JSON.stringify({ ...details, ...(by.address === '' ? {} : { address: by.address }) }),
    previous_hash: last.hash,
  };
  const link = { seq: row.seq, hash: toAuditHash(row) };
  await tx.db
    .insertInto('audit')
    .values({ ...row, hash: link.hash })
    .execute();
  const head = { name: HEAD, value: `${link.seq} ${link.hash}` };
  await tx.db
    .insertInto('meta')
    .values(head)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: head.value }))
    .execute();
}

/** SHA-256 over all that an entry says, its place and the hash before it, as an array in JSON. */
export function toAuditHash(row: Omit<Row, 'hash'>): string {
  const { seq, at, actor, action, target, details, previous_hash } = row;
  return hash('sha256', JSON.stringify([seq, at, actor, action, target, details, previous_hash]), 'hex');
}

/** What the last entry is by what was noted of it; undefined before the first. */
export async function headOf(db: Queries): Promise<Link | undefined> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', HEAD).executeTakeFirst();
  if (!row) return undefined;
  const [seq, last = ''] = row.value.split(' ');
  return { seq: Number(seq), hash: last };
}

/** Where entries at the end were removed, the numbers go on behind the gap instead of closing it. */
async function lastLink(db: Queries): Promise<Link> {
  const last = await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const head = await headOf(db);
  const found = last ?? START;
  return head && head.seq > found.seq ? head : found;
}
