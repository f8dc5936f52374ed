// A safety report for people: amounts as text, shares of the supply, names of platforms.
import type { SafetyView } from '../../../api/solana-words.ts';
import type { SafetyReport } from '../../../domain/solana/safety.ts';
import { parseReportJson } from '../../../domain/solana/safety-json.ts';
import { toShownName, toTokenName } from '../../../domain/solana/shown-name.ts';
import { decimalsOf } from '../../../domain/solana/token-amount.ts';
import { titleOf } from './platform-names.ts';

const ALL_BPS = 10_000n;

export function toSafetyView(report: SafetyReport): SafetyView {
  const { supply, pools, holders, metadata } = report.facts;
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, says: toShownName(finding.says, 400) })),
    facts: {
      ...report.facts,
      supply: supply?.toString() ?? null,
      metadata: metadata && {
        ...metadata,
        name: toShownName(metadata.name, 60),
        symbol: toShownName(metadata.symbol),
        uri: toShownName(metadata.uri, 200),
      },
      pools:
        pools?.map((pool) => ({
          ...pool,
          quoteAmount: pool.quoteAmount.toString(),
          tokenAmount: pool.tokenAmount.toString(),
          quoteSymbol: toTokenName(pool.quoteMint, null),
          quoteDecimals: decimalsOf(pool.quoteMint),
          platform: titleOf(pool.program),
        })) ?? null,
      holders:
        holders?.map((each) => ({
          ...each,
          amount: each.amount.toString(),
          shareBps: supply === null || supply === 0n ? null : Number((each.amount * ALL_BPS) / supply),
        })) ?? null,
    },
  };
}

/** Of what storage has of it; undefined where there is nothing that can be read. */
export function parseReport(payload: string | undefined): SafetyView | undefined {
  const report = payload === undefined ? undefined : parseReportJson(payload);
  return report && toSafetyView(report);
}

const gravity = { refuse: 0, unknown: 1, warn: 2, pass: 3 } as const;

/** What speaks against it, gravest first. */
export function toReasons({ findings }: Pick<SafetyReport, 'findings'>): string[] {
  return findings
    .filter(({ outcome }) => outcome !== 'pass')
    .sort((a, b) => gravity[a.outcome] - gravity[b.outcome])
    .map(({ says }) => toShownName(says, 400));
}
