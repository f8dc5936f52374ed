// Checks that nobody wrote to the audit past the program.
import { toAppError } from '../../core/errors.ts';
import { checkAuditOf } from '../../workers/storage/operations/check-audit.ts';
import { toSentence } from '../../workers/storage/operations/to-sentence.ts';
import type { AuditFinding } from '../../workers/storage/repositories/audit-chain.ts';
import { toStoppedDatabase } from '../database.ts';
import { type Check, type Finding, ok, problem, warning } from './check.ts';

export const auditChain: Check = {
  name: 'audit',
  run: async ({ config }) => {
    try {
      return judgeAudit(await checkAuditOf(toStoppedDatabase(config).source));
    } catch (error) {
      return warning(
        `not checked: ${toSentence(toAppError(error))}`,
        'mend the database first, as said above',
      );
    }
  },
};

export function judgeAudit(finding: AuditFinding | null): Finding {
  if (finding === null) return ok('none yet');
  const { entries, brokenAtSeq } = finding;
  if (brokenAtSeq === null) return ok(`${entries} entries, none changed or missing`);
  return problem(
    `entry ${brokenAtSeq} was changed, removed or added past the program`,
    'somebody who can write the database did it: compare the entries from there on with those of a backup, close his access, then change passwords and API tokens',
  );
}
