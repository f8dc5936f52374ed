// Takes everything out of the database that only a lost key opens.
import { KEY_FINGERPRINT } from '../instance-key-check.ts';
import { audit } from '../repositories/audit.ts';
import { endSessions } from '../repositories/users.ts';
import type { Tx } from '../unit.ts';
import { removeWebhook } from '../units/remove-webhook.ts';
import { operator } from './operator.ts';

export type ResetSecrets = {
  /** Names of those whose second factor is gone; they are signed out. */
  readonly users: readonly string[];
  /** Names of the receivers that were removed, with what waited for them: none goes without its secret. */
  readonly webhooks: readonly string[];
};

export async function resetSecrets(tx: Tx): Promise<ResetSecrets> {
  const users = await tx.db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('totp', 'is not', null)
    .orderBy('name')
    .execute();
  for (const { id } of users) await endSessions(tx, id, null);
  await tx.db.updateTable('users').set({ totp: null }).where('totp', 'is not', null).execute();
  const webhooks = await tx.db.selectFrom('webhooks').select(['id', 'name']).orderBy('name').execute();
  for (const { id } of webhooks) await removeWebhook.run(tx, { by: operator, id });
  await tx.db.deleteFrom('meta').where('name', '=', KEY_FINGERPRINT).execute();
  const names = { users: users.map(({ name }) => name), webhooks: webhooks.map(({ name }) => name) };
  await audit(tx, operator, { action: 'resetSecrets', target: KEY_FINGERPRINT, details: names });
  return names;
}
