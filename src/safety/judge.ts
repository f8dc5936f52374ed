// All findings together: a score and a verdict. One refusal, or one thing not known, refuses the token.
import type { SafetyFinding, SafetyReport, TokenFacts } from '../domain/solana/safety.ts';
import type { SafetyCheck } from './safety-check.ts';

const FULL_SCORE = 100;
/** A refused token never looks like one that is only doubtful. */
const MAX_REFUSED_SCORE = 49;
const shareLost = { pass: 0, warn: 0.5, refuse: 1, unknown: 1 } as const;

/** Settings by the name of the check; what is not given has its default. */
export function judge(
  checks: readonly SafetyCheck[],
  facts: TokenFacts,
  settings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): SafetyReport {
  let lost = 0;
  const findings = checks.map((check): SafetyFinding => {
    const judged = check.check(facts, check.settings.parse(settings[check.name] ?? {}));
    lost += check.points * shareLost[judged.outcome];
    return { check: check.name, ...judged };
  });
  const outcomes = new Set(findings.map(({ outcome }) => outcome));
  const verdict =
    outcomes.has('refuse') || outcomes.has('unknown') ? 'refuse' : outcomes.has('warn') ? 'caution' : 'safe';
  const score = Math.max(0, Math.round(FULL_SCORE - lost));
  return {
    mint: facts.mint,
    atMs: facts.atMs,
    score: verdict === 'refuse' ? Math.min(score, MAX_REFUSED_SCORE) : score,
    verdict,
    findings,
    facts,
  };
}
