// The tasks of a reader thread, on connections that stay open: one question, or the log brought into the file.
import type { Database } from '../../../core/disk/disk.ts';
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import { reads } from '../reads/index.ts';
import type { Queries, ReadDefinition } from '../unit.ts';
import { checkpointHere } from './checkpoints.ts';
import { kyselyOn } from './kysely-on.ts';
import { createSqliteConnection } from './sqlite-connection.ts';

const open = new Map<string, Queries>();
const writable = new Map<string, Database>();

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

/** Returns the pages of the log. */
export function checkpoint(path: string): number {
  const database = writable.get(path) ?? nodeDisk.open(path);
  writable.set(path, database);
  return checkpointHere(database);
}

export function readOf(name: string): ReadDefinition {
  const read = (reads as Readonly<Record<string, ReadDefinition>>)[name];
  if (!read) throw new AppError('CALL_UNKNOWN', `Storage has no read ${name}.`);
  return read;
}
