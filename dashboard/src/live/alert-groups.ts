import type { SystemAlert } from '../../../src/api/alerts.ts';

export type AlertGroup = {
  readonly kind: string;
  /** Newest first; the first speaks for the group. */
  readonly alerts: readonly [SystemAlert, ...SystemAlert[]];
  readonly isOpen: boolean;
  readonly unread: number;
};

const weight = { critical: 2, warning: 1, info: 0 };

/** Alerts of one kind together; what still lasts first, then by severity, then by time. */
export function toGroups(alerts: readonly SystemAlert[]): AlertGroup[] {
  const byKind = new Map<string, [SystemAlert, ...SystemAlert[]]>();
  for (const alert of alerts) {
    const group = byKind.get(alert.kind);
    if (group) group.push(alert);
    else byKind.set(alert.kind, [alert]);
  }
  const groups = [...byKind].map(([kind, members]) => ({
    kind,
    alerts: members,
    isOpen: members.some(({ clearedAtMs }) => clearedAtMs === null),
    unread: members.filter(({ readAtMs, clearedAtMs }) => readAtMs === null && clearedAtMs === null).length,
  }));
  return groups.sort(
    (a, b) =>
      Number(b.isOpen) - Number(a.isOpen) ||
      (a.isOpen ? weight[b.alerts[0].severity] - weight[a.alerts[0].severity] : 0) ||
      b.alerts[0].raisedAtMs - a.alerts[0].raisedAtMs,
  );
}
