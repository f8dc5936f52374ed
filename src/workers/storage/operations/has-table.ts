import type { SqlConnection } from '../engine/sql-connection.ts';

/** Whether the database has a table of that name, which is one of ours: it is not quoted. */
export async function hasTable(connection: SqlConnection, name: string): Promise<boolean> {
  const isThere =
    connection.dialect === 'sqlite'
      ? `select 1 from sqlite_schema where name = '${name}'`
      : `select 1 where to_regclass('${name}') is not null`;
  return (await connection.query(isThere, [])).rows.length > 0;
}
