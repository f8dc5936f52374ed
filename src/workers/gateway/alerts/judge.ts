// From what a rule finds to what is raised and cleared: only what lasts is raised, only what stays away is cleared.
import type { AlertFacts, AlertRule, Finding } from './rule.ts';

export type Verdict = {
  /** False when the rule could not tell. */
  readonly isKnown: boolean;
  readonly raised: readonly Finding[];
  readonly cleared: readonly string[];
};

/** Subjects that one rule watches at once; further ones are not looked at before there is room. */
const MAX_SUBJECTS = 100;

export class Judge {
  readonly rule: AlertRule;
  /** By subject, since when it was found without a break, on the monotonic clock. */
  readonly #pending = new Map<string, number>();
  /** By subject of what is raised, since when it has been away; undefined while it is there. */
  readonly #open = new Map<string, number | undefined>();

  constructor(rule: AlertRule) {
    this.rule = rule;
  }

  /** An earlier life raised it: it is raised no second time, and cleared when it is over. */
  adopt(subject: string): void {
    if (!this.#open.has(subject)) this.#open.set(subject, undefined);
    this.#pending.delete(subject);
  }

  look(facts: AlertFacts, nowMs: number): Verdict {
    const findings = this.rule.evaluate(facts, (subject) => this.#open.has(subject));
    if (!findings) return { isKnown: false, raised: [], cleared: [] };
    const found = new Set(findings.map(({ subject }) => subject));
    const raised = findings.filter((finding) => this.#isToRaise(finding.subject, nowMs));
    for (const subject of this.#pending.keys()) if (!found.has(subject)) this.#pending.delete(subject);
    const cleared = [...this.#open.keys()].filter(
      (subject) => !found.has(subject) && this.#isOver(subject, nowMs),
    );
    for (const subject of cleared) this.#open.delete(subject);
    return { isKnown: true, raised, cleared };
  }

  #isToRaise(subject: string, nowMs: number): boolean {
    if (this.#open.has(subject)) {
      this.#open.set(subject, undefined);
      return false;
    }
    const sinceMs = this.#pending.get(subject) ?? nowMs;
    if (!this.#pending.has(subject) && this.#pending.size + this.#open.size >= MAX_SUBJECTS) return false;
    this.#pending.set(subject, sinceMs);
    if (nowMs - sinceMs < this.rule.afterMs) return false;
    this.#pending.delete(subject);
    this.#open.set(subject, undefined);
    return true;
  }

  #isOver(subject: string, nowMs: number): boolean {
    const awaySinceMs = this.#open.get(subject) ?? nowMs;
    this.#open.set(subject, awaySinceMs);
    return nowMs - awaySinceMs >= this.rule.clearAfterMs;
  }
}
