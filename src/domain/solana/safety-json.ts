// A safety report as JSON: amounts in base units are decimal text.
import { type SafetyReport, safetyReport } from './safety.ts';

const wholeFields: ReadonlySet<string> = new Set(['amount', 'supply', 'quoteAmount', 'tokenAmount']);

export function toReportJson(report: SafetyReport): string {
  return JSON.stringify(report, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
}

/** Undefined where it is no report of today's shape. */
export function parseReportJson(json: string): SafetyReport | undefined {
  try {
    const told: unknown = JSON.parse(json, (key, value) =>
      typeof value === 'string' && wholeFields.has(key) ? BigInt(value) : value,
    );
    return safetyReport.safeParse(told).data;
  } catch {
    return undefined;
  }
}
