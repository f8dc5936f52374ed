import type { Database } from '../../../core/disk/disk.ts';
import type { WriteConnection } from './sql-connection.ts';

/** A SQLite database as a connection; every answer is there at once. */
export function createSqliteConnection(database: Database): WriteConnection {
  return {
    dialect: 'sqlite',
    query(sql, parameters) {
      const statement = database.prepare(sql);
      if (statement.returnsRows) return { rows: statement.all(parameters), changes: 0 };
      return { rows: [], changes: statement.run(parameters).changes };
    },
    insertRows(table, columns, rows) {
      const places = columns.map(() => '?').join(', ');
      const statement = database.prepare(
        `insert into "${table}" ("${columns.join('", "')}") values (${places})`,
      );
      for (const row of rows) statement.run(row);
    },
    begin: (durability) => database.begin(durability),
    commit: () => database.commit(),
    rollback: () => {
      if (database.isInTransaction) database.rollback();
    },
  };
}
