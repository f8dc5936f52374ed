import type { SqlConnection } from '../engine/sql-connection.ts';

/** When a backup was put in the place of this database; null when none was. */
export async function readRestoredAt(connection: SqlConnection): Promise<number | null> {
  const { rows } = await connection.query("select value from meta where name = 'restored_at'", []);
  const value = rows[0]?.['value'];
  return value === undefined ? null : Number(value);
}
