// A safety report for the terminal: the verdict, then each finding.
import type { SafetyReport } from '../../domain/solana/safety.ts';
import { toTable } from '../table.ts';

const verdicts = {
  safe: 'Nothing speaks against it.',
  caution: 'Some of it is doubtful.',
  refuse: 'It is not to be bought.',
} as const;

export function toPlainWords({ mint, score, verdict, findings, facts }: SafetyReport): string {
  const { metadata } = facts;
  const named = metadata === null ? '' : ` ${toPrintable(metadata.name)} (${toPrintable(metadata.symbol)})`;
  const rows = findings.map(({ outcome, check, says }) => [outcome, check, toPrintable(says)]);
  return `${mint}${named}\n${verdict}, score ${score} of 100. ${verdicts[verdict]}\n\n${toTable(['', 'check', 'finding'], rows)}`;
}

/** Names are written by anybody: nothing of them may move the cursor, or turn the direction of writing. */
function toPrintable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
}
