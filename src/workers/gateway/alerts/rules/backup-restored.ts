import { RESTORE } from '../../../../core/by.ts';
import { type AlertRule, SECOND_MS } from '../rule.ts';

export const backupRestored: AlertRule = {
  kind: 'backup-restored',
  severity: 'warning',
  summary: 'A backup was put back, and nobody has resumed trading since.',
  periodMs: SECOND_MS,
  afterMs: 0,
  clearAfterMs: 0,
  evaluate({ stop }) {
    if (!stop) return undefined;
    if (!stop.isStopped || stop.by !== RESTORE) return [];
    return [{ subject: 'database', title: 'A backup was restored', says: stop.reason ?? '' }];
  },
  recovered: () => 'Trading was resumed after the restore.',
};
