// Checks of what lasts: the database, and how old its last backup is.
import { toAppError } from '../../core/errors.ts';
import { toAdvice } from '../../program/advice.ts';
import { knownBackups } from '../../workers/storage/backup/backup-book.ts';
import { restoreAdvice } from '../../workers/storage/backup/restore-advice.ts';
import { SCHEMA_VERSION } from '../../workers/storage/migrations/migrate.ts';
import { lookAtDatabase } from '../../workers/storage/operations/look-at-database.ts';
import { toShownUrl } from '../../workers/storage/operations/shown-url.ts';
import { toSentence } from '../../workers/storage/operations/to-sentence.ts';
import { toStoppedDatabase } from '../database.ts';
import { toMoment } from '../figures.ts';
import { type Check, type Finding, ok, problem, warning } from './check.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Backups belong into a timer that comes at least once a day or a week. */
const OLD_DAYS = 7;

export const database: Check = {
  name: 'database',
  run: async ({ config }) => {
    const { source, dataDir } = toStoppedDatabase(config);
    const where = source.engine === 'sqlite' ? 'SQLite' : toShownUrl(source.url);
    try {
      const version = await lookAtDatabase(source);
      if (version === null && source.engine === 'sqlite' && knownBackups(dataDir).length > 0)
        return warning(
          `${where}, missing or empty though there are backups`,
          restoreAdvice(dataDir, SCHEMA_VERSION),
        );
      if (version === null) return ok(`${where}, empty until the first start`);
      const older = version < SCHEMA_VERSION ? `, brought to ${SCHEMA_VERSION} by the next start` : '';
      return ok(`${where}, schema ${version}${older}`);
    } catch (thrown) {
      const error = toAppError(thrown);
      return problem(toSentence(error), toAdvice(error, dataDir));
    }
  },
};

export const lastBackup: Check = {
  name: 'backup',
  run: async ({ config, clock }) => {
    const { source, dataDir } = toStoppedDatabase(config);
    const hasDatabase = await lookAtDatabase(source).then(
      (version) => version !== null,
      () => true,
    );
    return judgeBackup(knownBackups(dataDir)[0]?.madeAtMs, clock.now(), hasDatabase);
  },
};

export function judgeBackup(madeAtMs: number | undefined, nowMs: number, hasDatabase: boolean): Finding {
  const advice = 'make one with `./zapflow backup FILE`, best from a timer and to another disk';
  if (madeAtMs === undefined)
    return hasDatabase ? warning('none known', advice) : ok('nothing to back up yet');
  const days = Math.floor((nowMs - madeAtMs) / DAY_MS);
  const found = `the last one is of ${toMoment(madeAtMs)}`;
  return days >= OLD_DAYS ? warning(`${found}, ${days} days ago`, advice) : ok(found);
}
