// The Grafana dashboard shows every metric, and nothing that does not exist.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { toExportedName } from '../../src/core/board/exposition.ts';
import { labelTable, type MetricEntry, metricTable } from '../../src/core/board/metric-table.ts';
import { root } from '../architecture/source-file.ts';

type Dashboard = {
  templating: { list: { query: string }[] };
  panels: { id: number; title: string; gridPos: Record<'x' | 'y' | 'w' | 'h', number>; targets?: Target[] }[];
};
type Target = { expr: string; legendFormat: string };

const dashboard = JSON.parse(readFileSync(`${root}deploy/grafana/zapflow.json`, 'utf8')) as Dashboard;
const targets = dashboard.panels.flatMap((panel) => panel.targets ?? []);
const expressions = targets.map(({ expr }) => expr);
const names = Object.entries<MetricEntry>(metricTable).map(([name, entry]) => toExportedName(name, entry));
const functions = ['sum', 'by', 'rate', 'increase', 'max', 'min', 'bool', 'histogram_quantile'];
const labels = ['le', ...Object.keys(labelTable)];

/** Names in an expression that are neither functions nor labels, without the suffix of a histogram. */
function namesIn(expression: string): string[] {
  const words = expression.replaceAll(/"[^"]*"|\[[^\]]*\]/g, '').match(/[a-z_]\w*/g) ?? [];
  return words
    .filter((word) => !functions.includes(word) && !labels.includes(word))
    .map((word) => word.replace(/_bucket$/, ''));
}

test('every expression names metrics that there are', () => {
  const unknown = [...expressions, 'worker_uptime_seconds']
    .flatMap(namesIn)
    .filter((name) => !names.includes(name));
  assert.deepEqual(unknown, []);
  assert.deepEqual(namesIn('sum by (why) (rate(no_such_total{worker=~"$worker"}[5m]))'), ['no_such_total']);
});

test('every metric is on it', () => {
  const shown = new Set(expressions.flatMap(namesIn));
  assert.deepEqual(
    names.filter((name) => !shown.has(name)),
    [],
  );
});

test('every label in a legend is kept by its expression', () => {
  for (const { expr, legendFormat } of targets)
    for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) {
      const kept = /sum by \(([^)]*)\)/.exec(expr)?.[1];
      assert.ok(labels.includes(label), label);
      assert.ok(kept === undefined || kept.split(', ').includes(label), `${label} in ${expr}`);
    }
});

test('no panel lies over another, and each has an id of its own', () => {
  const ids = dashboard.panels.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) => {
    assert.ok(x + w <= 24);
    return Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`);
  });
  assert.equal(new Set(cells).size, cells.length);
});

const isMissing = spawnSync('promtool', ['--version']).status !== 0;
const { ZAPFLOW_TEST_REQUIRE = '' } = process.env;
const isRequired = ZAPFLOW_TEST_REQUIRE.split(',').includes('promtool');
const skip = isMissing && !isRequired && 'promtool is not installed';
test('promtool can read every expression', { skip }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-grafana-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const rules = expressions.map((expr, i) => ({
    record: `panel_${i}`,
    expr: expr.replaceAll('$__rate_interval', '1m').replaceAll('$worker', '.+'),
  }));
  // JSON is YAML.
  writeFileSync(join(folder, 'rules.yml'), JSON.stringify({ groups: [{ name: 'panels', rules }] }));
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', join(folder, 'rules.yml')], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout + stderr);
});
