// Whether the key of the data folder is the one under which the secrets in the database were sealed.
import { dirname, join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { kyselyOn } from './engine/kysely-on.ts';
import type { WriteConnection } from './engine/sql-connection.ts';
import type { Queries } from './unit.ts';

/** In `meta`: by what the database knows the key. */
export const KEY_FINGERPRINT = 'instance.key';

export function toInstanceKeyPath(dataDir: string): string {
  return join(dataDir, 'instance.key');
}

/** Second factors and secrets of webhooks. */
export async function holdsSealed(db: Queries): Promise<boolean> {
  const factor = await db.selectFrom('users').select('id').where('totp', 'is not', null).limit(1).execute();
  if (factor.length > 0) return true;
  return (await db.selectFrom('webhooks').select('id').limit(1).execute()).length > 0;
}

/**
 * Notes the fingerprint of the present key. INSTANCE_KEY_WRONG where the database knows another one and holds secrets that were
 * sealed under it. `path` is that of the database file, which is in the data folder.
 */
export async function checkInstanceKey(
  connection: WriteConnection,
  fingerprint: string,
  path: string,
): Promise<void> {
  const db = kyselyOn(connection);
  const known = await db
    .selectFrom('meta')
    .select('value')
    .where('name', '=', KEY_FINGERPRINT)
    .executeTakeFirst();
  if (known?.value === fingerprint) return;
  if (known && (await holdsSealed(db))) {
    const file = toInstanceKeyPath(dirname(path));
    const message = `The key of the data folder, ${file}, is not the one that the secrets in the database were sealed with.`;
    throw new AppError('INSTANCE_KEY_WRONG', message, { details: { path: file } });
  }
  await db
    .insertInto('meta')
    .values({ name: KEY_FINGERPRINT, value: fingerprint })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: fingerprint }))
    .execute();
}
