// The text of docs/metrics.md; `npm run docs` writes it.
import { toExportedName } from '../../src/core/board/exposition.ts';
import { labelTable, type MetricEntry, metricTable } from '../../src/core/board/metric-table.ts';
import { code, toTable } from './markdown.ts';

const introduction = `# Metrics

Generated from \`src/core/board/metric-table.ts\` by \`npm run docs\`; a test holds it in step.

\`/metrics\` gives all of them as Prometheus text. Viewers and tokens with the area \`metrics\` may read it; in sandbox mode on a loopback
address whoever asks. A name is there also before there is a figure of it. Times are in seconds, sizes in bytes.

\`\`\`yaml
scrape_configs:
  - job_name: zapflow
    authorization: { credentials_file: /etc/prometheus/zapflow-token }
    static_configs: [{ targets: ['127.0.0.1:3000'] }]
\`\`\`

[deploy/grafana/zapflow.json](../deploy/grafana/zapflow.json) is a Grafana dashboard of every name: Dashboards, New, Import.
What they raise by themselves: [alerts](alerts.md).

One name takes at most a quarter of a worker's memory for metrics and 1000 series; what is more is not shown and counted in
\`zapflow_metric_updates_lost_total\`.
`;

/** The whole page, from the tables alone. */
export function toMetricsPage(): string {
  const entries = Object.entries<MetricEntry>(metricTable);
  return [
    introduction,
    '## Names\n',
    toTable(
      ['name', 'kind', 'meaning'],
      entries.map(([name, entry]) => [code(toExportedName(name, entry)), entry.kind, entry.help]),
    ),
    '\n## Labels\n',
    'No label is a person, a token, a wallet or an amount.\n',
    toTable(
      ['label', 'is'],
      Object.entries(labelTable).map(([name, meaning]) => [code(name), meaning]),
    ),
    '',
  ].join('\n');
}
