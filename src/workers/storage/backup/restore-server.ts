// Puts a backup in the place of everything on a database server, in one transaction.
import { nodeDisk } from '../../../core/disk/node-disk.ts';
import { AppError } from '../../../core/errors.ts';
import type { SqlConnection } from '../engine/sql-connection.ts';
import type { Database } from '../../../core/disk/disk.ts';
import { migrations } from '../migrations/index.ts';
import { applyChange } from '../migrations/migrate.ts';
import { withServer } from '../operations/server-connection.ts';
import { countRows, tableNames } from './sealed-copy.ts';
