// The text of deploy/grafana/zapflow.json; `npm run docs` writes it. Grafana 10 and later import it.
import type { Panel } from './panel.ts';
import { rows } from './panels.ts';

const WIDTH = 24;
const FIGURE = { w: 4, h: 4 };
const CHART = { w: 12, h: 8 };
const SCHEMA_VERSION = 39;
const datasource = { type: 'prometheus', uid: '$datasource' };

/** The whole file, from the panels alone. */
export function toGrafanaDashboard(): string {
  // Lists of one text stand on one line, as the formatter of the repository has them.
  return `${JSON.stringify(toDashboard(), null, 2).replaceAll(/\[\s+("[^"]*")\s+\]/g, '[$1]')}\n`;
}

function toDashboard() {
  return {
    uid: 'zapflow',
    title: 'Zapflow',
    tags: ['zapflow'],
    schemaVersion: SCHEMA_VERSION,
    editable: true,
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    templating: {
      list: [
        { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' },
        {
          name: 'worker',
          label: 'Worker',
          type: 'query',
          datasource,
          query: 'label_values(worker_uptime_seconds, worker)',
          includeAll: true,
          multi: true,
          current: { text: 'All', value: '$__all' },
          refresh: 2,
        },
      ],
    },
    panels: toPanels(),
  };
}

function toPanels(): unknown[] {
  const panels: unknown[] = [];
  let y = 0;
  for (const row of rows) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title: row.title,
      collapsed: false,
      gridPos: { x: 0, y, w: WIDTH, h: 1 },
    });
    y++;
    let x = 0;
    let height = 0;
    for (const panel of row.panels) {
      const { w, h } = isFigure(panel) ? FIGURE : CHART;
      if (x + w > WIDTH) {
        x = 0;
        y += height;
      }
      panels.push(toPanel(panel, panels.length + 1, { x, y, w, h }));
      x += w;
      height = h;
    }
    y += height;
  }
  return panels;
}

function isFigure({ redFrom, title }: Panel): boolean {
  return redFrom !== undefined || title === 'Uptime';
}

function toPanel(panel: Panel, id: number, gridPos: { x: number; y: number; w: number; h: number }) {
  const { title, unit, redFrom, lines } = panel;
  const steps = [
    { color: 'green', value: null },
    ...(redFrom === undefined ? [] : [{ color: 'red', value: redFrom }]),
  ];
  return {
    id,
    type: isFigure(panel) ? 'stat' : 'timeseries',
    title,
    datasource,
    gridPos,
    fieldConfig: { defaults: { unit, min: 0, thresholds: { mode: 'absolute', steps } }, overrides: [] },
    ...(isFigure(panel)
      ? { options: { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'value', graphMode: 'area' } }
      : {
          options: {
            tooltip: { mode: 'multi', sort: 'desc' },
            legend: { displayMode: 'list', placement: 'bottom' },
          },
        }),
    targets: lines.map(([expr, legendFormat], index) => ({
      refId: String.fromCharCode(FIRST_LETTER + index),
      datasource,
      expr,
      legendFormat,
    })),
  };
}

const FIRST_LETTER = 65;
