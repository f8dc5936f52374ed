// What a database that was put back must not bring with it: sessions and API tokens that were ended since the backup was
// made, and trading on what it believes of a world that went on. Done by the first start on it, in the schema of this program.
import { RESTORE } from '../../../core/by.ts';
import type { WriteConnection } from '../engine/sql-connection.ts';
import { UnitTx } from '../engine/unit-tx.ts';
import { audit } from '../repositories/audit.ts';
import { stopAnew } from '../repositories/trading-stop.ts';
import type { MetaRows } from './sealed-copy.ts';

const MARK = 'restore.unsettled';
const MADE_AT = 'restore.made_at';
const TOKENS_STAY = 'tokens stay';

const by = { actor: RESTORE, address: '' };

function toReason(madeAtMs: string | undefined): string {
  const made = madeAtMs === undefined ? '' : `, made at ${new Date(Number(madeAtMs)).toISOString()}`;
  return `A backup was restored${made}: what happened outside since then is not known. Compare with venues and chain, then resume.`;
}

/** What a restore writes into the database, so that it is settled however long afterwards. */
export function toRestoreMarks(nowMs: number, keepsTokens: boolean, madeAtMs: number | null): MetaRows {
  return {
    restored_at: String(nowMs),
    ...(madeAtMs === null ? {} : { [MADE_AT]: String(madeAtMs) }),
    [MARK]: keepsTokens ? TOKENS_STAY : 'tokens go',
  };
}

/** In one transaction: ends all sessions, revokes all tokens unless they were to stay, stops trading until somebody resumes. False when there was nothing to do. */
export async function settleRestore(connection: WriteConnection, nowMs: number): Promise<boolean> {
  const { rows } = await connection.query(`select value from meta where name = '${MARK}'`, []);
  const [mark] = rows;
  if (!mark) return false;
  await connection.begin('full');
  try {
    const tx = new UnitTx(connection, { correlationId: 'restore', acceptedMs: nowMs });
    const sessions = await tx.db.deleteFrom('sessions').executeTakeFirst();
    const tokens =
      mark['value'] === TOKENS_STAY
        ? undefined
        : await tx.db
            .updateTable('api_tokens')
            .set({ revoked_at: nowMs })
            .where('revoked_at', 'is', null)
            .executeTakeFirst();
    const details = {
      sessionsEnded: Number(sessions.numDeletedRows),
      tokensRevoked: Number(tokens?.numUpdatedRows ?? 0),
    };
    await audit(tx, by, { action: 'restoreBackup', target: 'database', details });
    const madeAt = await tx.db
      .selectFrom('meta')
      .select('value')
      .where('name', '=', MADE_AT)
      .executeTakeFirst();
    await stopAnew(tx, by, toReason(madeAt?.value));
    await tx.db.deleteFrom('meta').where('name', 'in', [MARK, MADE_AT]).execute();
    tx.end();
    await connection.commit();
    return true;
  } catch (error) {
    await connection.rollback();
    throw error;
  }
}
