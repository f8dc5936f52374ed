import type { SystemAlert } from '../../../../src/api/alerts.ts';
import type { AuditEntry } from '../../../../src/api/audit.ts';
import { toDeed, toOutcome } from '../../format/deeds.ts';
import { toWho } from '../../format/words.ts';

export type Happening = {
  readonly id: string;
  readonly atMs: number;
  readonly kind: 'raised' | 'cleared' | 'change';
  readonly severity: SystemAlert['severity'];
  readonly title: string;
  readonly says: string;
};

const MOST = 12;

/** What happened lately, from alerts and, for admins, the audit; newest first. */
export function toActivity(
  alerts: readonly SystemAlert[],
  audit: readonly AuditEntry[],
  names: Readonly<Record<string, string>> = {},
): Happening[] {
  const ofAlerts = alerts.flatMap(({ id, severity, title, says, raisedAtMs, clearedAtMs }): Happening[] => {
    const raised: Happening = { id: `${id}+`, atMs: raisedAtMs, kind: 'raised', severity, title, says };
    if (clearedAtMs === null) return [raised];
    // What is over wants nothing done any more.
    return [
      { ...raised, says: '' },
      { id: `${id}-`, atMs: clearedAtMs, kind: 'cleared', severity, title: `Over: ${title}`, says: '' },
    ];
  });
  // Of what is asked for and then done, only the end.
  const ended = audit.filter(({ details }) => toOutcome(details) !== 'asked');
  const ofAudit = ended.map(({ seq, atMs, actor, action, target, details }): Happening => {
    const title = toDeed(action, details);
    // Who signs in does it to himself.
    const what = target === actor ? '' : withoutRepeat(title, toWho(target, names));
    return {
      id: `audit${seq}`,
      atMs,
      kind: 'change',
      severity: 'info',
      title,
      says: what === '' ? `by ${toWho(actor, names)}` : `${what}, by ${toWho(actor, names)}`,
    };
  });
  return [...ofAlerts, ...ofAudit].sort((a, b) => b.atMs - a.atMs).slice(0, MOST);
}

/** "Stop trading" says already what was stopped, and "Create token" that `token t1` is a token. */
function withoutRepeat(title: string, target: string): string {
  const last = title.slice(title.lastIndexOf(' ') + 1);
  if (target === last) return '';
  return target.startsWith(`${last} `) ? target.slice(last.length + 1) : target;
}
