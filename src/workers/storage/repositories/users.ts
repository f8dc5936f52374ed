// People who may sign in, and their sessions.
import { AppError } from '../../../core/errors.ts';
import type { Tables } from '../tables.ts';
import type { Queries, Tx } from '../unit.ts';

export type UserRow = Tables['users'];

/** What a sign-in or a right may still be given to: USER_UNKNOWN where there is none, or it is closed. */
export async function openUser(db: Queries, id: string): Promise<UserRow> {
  const row = await userOf(db, id);
  if (row.disabled_at !== null) throw unknownUser(id);
  return row;
}

export async function userOf(db: Queries, id: string): Promise<UserRow> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw unknownUser(id);
  return row;
}

/** As `openUser` does. */
export async function openUserByName(db: Queries, name: string): Promise<UserRow> {
  const row = await db.selectFrom('users').selectAll().where('name', '=', name).executeTakeFirst();
  if (!row || row.disabled_at !== null) throw new AppError('USER_UNKNOWN', undefined, { details: { name } });
  return row;
}

function unknownUser(id: string): AppError {
  return new AppError('USER_UNKNOWN', undefined, { details: { id } });
}

export function toUser(row: UserRow) {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    hasTotp: row.totp !== null,
    createdAtMs: row.created_at,
    disabledAtMs: row.disabled_at,
  };
}

export function toAccount(row: UserRow) {
  return {
    ...toUser(row),
    passwordHash: row.password_hash,
    totp: row.totp,
    totpStep: row.totp_step,
  };
}

/** How the audit names somebody. */
export const toTarget = ({ name }: Pick<UserRow, 'name'>) => `user:${name}`;

/** Whether somebody else could still give rights away. */
export async function hasOtherAdmin(db: Queries, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .where('id', '!=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends all sessions of a user but one; returns how many. */
export async function endSessions(tx: Tx, userId: string, keep: string | null): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .where('id_hash', '!=', keep ?? '')
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
