// The task of a reader thread: one question, on a connection that stays open.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import { reads } from '../reads/index.ts';
import type { Queries, ReadDefinition } from '../unit.ts';
import { kyselyOn } from './kysely-on.ts';
import { createSqliteConnection } from './sqlite-connection.ts';

const open = new Map<string, Queries>();

export function runRead({
  path,
  name,
  input,
}: {
  path: string;
  name: string;
  input: unknown;
}): Promise<unknown> {
  const db = open.get(path) ?? kyselyOn(createSqliteConnection(nodeDisk.open(path, { readOnly: true })));
  open.set(path, db);
  return readOf(name).run(db, input);
}

export function readOf(name: string): ReadDefinition {
  const read = (reads as Readonly<Record<string, ReadDefinition>>)[name];
  if (!read) throw new AppError('CALL_UNKNOWN', `Storage has no read ${name}.`);
  return read;
}
