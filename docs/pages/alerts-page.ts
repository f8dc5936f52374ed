// The text of docs/alerts.md; `npm run docs` writes it.
import type { AlertRule } from '../../src/workers/gateway/alerts/rule.ts';
import { alertRules, toldAlerts } from '../../src/workers/gateway/alerts/rules/index.ts';
import { code, toTable } from './markdown.ts';

const introduction = `# Alerts

Generated from \`src/workers/gateway/alerts/rules\` by \`npm run docs\`; a test holds it in step.

An alert of the system is raised once when something lasts and cleared once when it is over, also across restarts. Both go to the
log (\`alert: …\`, \`alert over: …\`), the dashboard, the topic \`alerts\` of the [live connection](websocket.md), MQTT
(\`zapflow/alerts\`) and webhooks. \`GET /api/alerts\` lists them.

A kind can be muted for a time, on the dashboard or by \`PUT /api/alerts/kinds/{kind}/mute\`: it is still listed, and told to nobody; what
is still there when the time is over is told then, and who had heard of one before hears of its end at once. What nobody can tell at the moment neither raises nor clears. While storage
does not work alerts are told all the same, and stored when it does.
`;

/** The whole page, from the rules alone. */
export function toAlertsPage(): string {
  return [
    introduction,
    toTable(
      ['kind', 'severity', 'raised when', 'looked at every', 'after', 'cleared after'],
      [...alertRules.map(toRow), ...toldAlerts.map(toToldRow)],
    ),
    '',
  ].join('\n');
}

function toRow({ kind, severity, summary, periodMs, afterMs, clearAfterMs }: AlertRule): string[] {
  return [code(kind), severity, summary, toSpan(periodMs), toSpan(afterMs), toSpan(clearAfterMs)];
}

function toToldRow({ kind, severity, summary }: (typeof toldAlerts)[number]): string[] {
  return [code(kind), severity, summary, '', toSpan(0), toSpan(0)];
}

function toSpan(ms: number): string {
  if (ms === 0) return 'at once';
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`;
}
