// The text of docs/detectors.md; `npm run docs` writes it.
import { z } from 'zod';
import { advice } from '../../src/detectors/anomalies/advice.ts';
import { anomalies } from '../../src/detectors/anomalies/index.ts';
import { detectors } from '../../src/detectors/index.ts';
import { code, toTable } from './markdown.ts';

const introduction = `# Detectors and anomalies

Generated from \`src/detectors\` by \`npm run docs\`; a test holds it in step. What the measures mean is in
[order-flow.md](order-flow.md), how detections become signals in [signals.md](signals.md).

Every parameter can be set by its name, as in \`analyst.detectors: { absorption.windowMs: 8000 }\`; \`analyst.disabled\` names those that
are not to run. A detector compares with what it has seen itself: *needs* says what that is, and until then it says nothing, nor does
one that needs the book while this is not known.

## Detectors
`;

const anomaliesIntroduction = `## Anomalies

An anomaly is told once when it begins and once more when it becomes worse; it is over when the market was calm for a while. What is
recommended, from most to least drastic: close, pause, reduce, watch, carry on.
`;

/** The whole page, from the registries alone. */
export function toDetectorsPage(): string {
  return [
    introduction,
    ...detectors.map(toSection),
    anomaliesIntroduction,
    toTable(['anomaly', 'severity', 'recommended', 'because'], toAdviceRows()),
    '',
    ...anomalies.map(toSection),
  ].join('\n');
}

type Member = {
  readonly name: string;
  readonly summary: string;
  readonly warmUp: string;
  readonly settings: z.ZodObject;
};
type Field = {
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
};

function toSection({ name, summary, warmUp, settings }: Member): string {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input' });
  const rows = Object.entries(properties as Record<string, Field>).map(([field, of]) => [
    code(field),
    JSON.stringify(of.default),
    toRange(of),
    of.description ?? '',
  ]);
  return [
    `### ${name}`,
    '',
    `${summary} Needs: ${warmUp}.`,
    '',
    toTable(['parameter', 'default', 'range', 'meaning'], rows),
    '',
  ].join('\n');
}

function toRange({ minimum, maximum }: Field): string {
  const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (minimum === undefined && !isBounded) return '';
  return isBounded ? `${minimum ?? '…'} to ${maximum}` : `from ${minimum}`;
}

function toAdviceRows(): string[][] {
  return Object.entries(advice).flatMap(([name, bySeverity]) =>
    Object.entries(bySeverity).map(([severity, said]) => [code(name), severity, said.advice, said.because]),
  );
}
