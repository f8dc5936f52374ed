// Settings of what lasts: where it is kept and how it is read.
import { z } from 'zod';
import { secret } from './secret-setting.ts';

export const storageSchema = z.strictObject({
  databaseUrl: secret()
    .meta({ secret: true, env: 'ZAPFLOW_DATABASE_URL' })
    .describe(
      'PostgreSQL to keep everything in, as postgres://user:password@host/database; without it one SQLite file in `dataDir`.',
    ),
  readerThreads: z
    .int()
    .min(0)
    .max(16)
    .default(1)
    .describe('Threads that read the SQLite file beside the writer; with 0 the writer reads too.'),
  readTimeoutMs: z
    .int()
    .min(10)
    .max(600_000)
    .default(5000)
    .describe('Time in ms a read may take before it is ended.'),
  poolConnections: z
    .int()
    .min(0)
    .max(100)
    .default(0)
    .describe('Connections to PostgreSQL; 0 = between 5 and 20 by the cores of the machine.'),
});
