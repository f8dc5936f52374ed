// The pages that code writes; a test compares each with its file.
import { toAlertsPage } from './pages/alerts-page.ts';
import { toApiPage } from './pages/api-page.ts';
import { toConfigurationPage } from './pages/configuration-page.ts';
import { toDetectorsPage } from './pages/detectors-page.ts';
import { toErrorsPage } from './pages/errors-page.ts';
import { toGrafanaDashboard } from './pages/grafana/dashboard.ts';
import { toMetricsPage } from './pages/metrics-page.ts';
import { toSafetyPage } from './pages/safety-page.ts';
import { toWebsocketPage } from './pages/websocket-page.ts';

export const generatedPages = [
  { file: 'alerts.md', render: toAlertsPage },
  { file: 'api.md', render: toApiPage },
  { file: 'configuration.md', render: toConfigurationPage },
  { file: 'detectors.md', render: toDetectorsPage },
  { file: 'errors.md', render: toErrorsPage },
  { file: 'metrics.md', render: toMetricsPage },
  { file: 'safety.md', render: toSafetyPage },
  { file: 'websocket.md', render: toWebsocketPage },
  { file: '../deploy/grafana/zapflow.json', render: toGrafanaDashboard },
] as const;
