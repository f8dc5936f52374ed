import { type AlertRule, SECOND_MS } from '../rule.ts';

export const storageFailing: AlertRule = {
  kind: 'storage-failing',
  severity: 'critical',
  summary: 'Nothing can be stored, PostgreSQL is away, the disk is full, or journaled writes need a person.',
  periodMs: 5 * SECOND_MS,
  afterMs: 5 * SECOND_MS,
  clearAfterMs: 10 * SECOND_MS,
  evaluate({ workers, parts: { storage } }) {
    if (!workers || !storage) return undefined;
    const isSwitchedOff = !workers.some(({ name }) => name === 'storage');
    if (isSwitchedOff || storage.status === 'Healthy') return [];
    const says = storage.says ?? 'Writes fail.';
    return [{ subject: 'storage', title: 'Storage does not work as it should', says }];
  },
  recovered: () => 'Everything is stored again.',
};
