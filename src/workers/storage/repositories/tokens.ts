// API tokens: each belongs to a user, and may never do more than that user may.
import { roles, type Tables } from '../tables.ts';
import type { Queries } from '../unit.ts';

type TokenRow = Tables['api_tokens'];
type Owner = Pick<Tables['users'], 'name' | 'role' | 'totp'>;

export function toToken(row: TokenRow, owner: Owner) {
  return {
    id: row.id,
    name: row.name,
    userId: row.user_id,
    owner: owner.name,
    ownerHasTotp: owner.totp !== null,
    // The user's may have been lowered since.
    role: roles.indexOf(row.role) < roles.indexOf(owner.role) ? row.role : owner.role,
    areas: row.areas === null ? null : (JSON.parse(row.areas) as string[]),
    createdAtMs: row.created_at,
    expiresAtMs: row.expires_at,
    lastUsedAtMs: row.used_at,
  };
}

/** With their owners, those that are neither revoked nor expired; of one user or of all. */
export function liveTokensOf(db: Queries, nowMs: number, userId?: string) {
  return withOwners(db, nowMs)
    .$if(userId !== undefined, (query) => query.where('api_tokens.user_id', '=', userId as string))
    .orderBy('api_tokens.created_at')
    .orderBy('api_tokens.id')
    .execute();
}

/** Undefined also when its user may not sign in any more. */
export function liveTokenByHash(db: Queries, nowMs: number, hash: string) {
  return withOwners(db, nowMs)
    .where('api_tokens.hash', '=', hash)
    .where('users.disabled_at', 'is', null)
    .executeTakeFirst();
}

function withOwners(db: Queries, nowMs: number) {
  return db
    .selectFrom('api_tokens')
    .innerJoin('users', 'users.id', 'api_tokens.user_id')
    .selectAll('api_tokens')
    .select(['users.name as owner_name', 'users.role as owner_role', 'users.totp as owner_totp'])
    .where('revoked_at', 'is', null)
    .where(({ eb, or }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', nowMs)]));
}

export function toOwnedToken({
  owner_name: name,
  owner_role: role,
  owner_totp: totp,
  ...row
}: TokenRow & { owner_name: string; owner_role: Owner['role']; owner_totp: Owner['totp'] }) {
  return toToken(row, { name, role, totp });
}
