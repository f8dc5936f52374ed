// What a new session that is to write must find and take: a server that is recent and not a standby, and the lock that
// keeps every other writer out. The lock is gone only when its last holder's transaction has ended one way or the other.
import { AppError } from '../../../core/errors.ts';
import type { ServerSession } from './postgres-server.ts';

/** Which process of the server held our last session. */
export type Holder = { readonly pid: number; readonly startedAt: string };

const MIN_VERSION = 140_000;
const MIN_VERSION_WORDS = '14';
/** Advisory locks count within one database; the number says "Zapf". */
export const WRITER_LOCK = 0x5a617066;
/** For a predecessor to notice that it is over. */
const TAKEOVER_MS = 5000;
const LOCK_TIMEOUT_MS = 3000;

const FACTS = `select current_setting('server_version_num')::int as version, current_setting('server_version') as words,
  pg_is_in_recovery()::int as standby, pg_backend_pid() as pid,
  (select backend_start::text from pg_stat_activity where pid = pg_backend_pid()) as started`;

/** A dead client must be noticed by the server too, or its lock would keep us out; and what is to last must be on disk. */
const SETTINGS = `set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;
  set lock_timeout = ${LOCK_TIMEOUT_MS};
  select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`;

export async function takeOver(session: ServerSession, last: Holder | undefined): Promise<Holder> {
  const { rows } = await session.query(FACTS, []);
  const { version, words, standby, pid, started } = rows[0] ?? {};
  if (Number(version) < MIN_VERSION)
    throw new AppError('DATABASE_TOO_OLD', undefined, {
      details: { version: words, needed: MIN_VERSION_WORDS },
    });
  if (standby === 1)
    throw new AppError('DATABASE_READ_ONLY', undefined, { details: { reason: 'The server is a standby.' } });
  if (last) await endPredecessor(session, last);
  await lock(session, last);
  await session.query(SETTINGS, []);
  return { pid: Number(pid), startedAt: String(started) };
}

/** The server may not know yet that our last connection is gone. */
async function endPredecessor(session: ServerSession, { pid, startedAt }: Holder): Promise<void> {
  await session.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and backend_start::text = $2',
    [pid, startedAt],
  );
}

async function lock(session: ServerSession, last: Holder | undefined): Promise<void> {
  try {
    await session.query(`set lock_timeout = ${TAKEOVER_MS}; select pg_advisory_lock(${WRITER_LOCK})`, []);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'DATABASE_LOCKED') throw error;
    const { rows } = await session.query(
      `select pid from pg_locks where locktype = 'advisory' and objid = ${WRITER_LOCK} and granted
       and database = (select oid from pg_database where datname = current_database())`,
      [],
    );
    const holder = rows[0]?.['pid'];
    if (holder === last?.pid)
      throw new AppError('DATABASE_AWAY', 'PostgreSQL still holds our last connection.');
    throw new AppError('DATABASE_IN_USE', undefined, { details: { serverProcess: holder }, cause: error });
  }
}
