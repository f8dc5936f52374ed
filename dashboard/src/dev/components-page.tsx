// Every part of the dashboard on one page, with invented figures: for whoever works on it, never in the build.
import { useEffect, useState } from 'react';
import { RequestFailure } from '../api/failure.ts';
import { FlashFigure } from '../components/flash-figure.tsx';
import { LiveTable } from '../components/live-table/live-table.tsx';
import { Meter } from '../components/meter.tsx';
import { PageHead } from '../components/page-head.tsx';
import { Panel } from '../components/panel.tsx';
import { SchemaForm } from '../components/schema-form/schema-form.tsx';
import { Sparkline } from '../components/sparkline.tsx';
import { Empty, Failed, Forbidden, Loading } from '../components/states.tsx';
import { Status, WorkerStatus } from '../components/status.tsx';
import { TraceTimeline } from '../components/trace-timeline.tsx';
import { formatDecimals, formatPercent, formatPrice, formatSigned } from '../format/number.ts';
import styles from './components-page.module.css';
import {
  formSchema,
  formValues,
  type Invented,
  inventedColumns,
  toInvented,
  traceSteps,
} from './invented.tsx';

/** As often as a market moves. */
const MOVE_MS = 400;

export function ComponentsPage() {
  const [rows, setRows] = useState<readonly Invented[]>(() => toInvented(0));
  useEffect(() => {
    let tick = 0;
    const timer = setInterval(() => setRows(toInvented(++tick)), MOVE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className={styles.stack}>
      <PageHead title="Components" says="Invented figures, in development only" />
      <Panel isFlush>
        <LiveTable
          name="Invented"
          rows={rows}
          columns={inventedColumns}
          toId={({ id }) => id}
          maxHeight={320}
          empty={<Empty title="None" />}
          tools={<span className="caption">{rows.length} rows; point at them to hold their order</span>}
        />
      </Panel>
      <div className={styles.columns}>
        <Panel title="Figures">
          <p>
            <FlashFigure value={rows[0]?.price ?? null} format={formatPrice} />{' '}
            {formatSigned(rows[0]?.change, formatPercent)}
          </p>
          <Sparkline
            values={rows.slice(0, 60).map(({ price }) => price)}
            label="Invented"
            format={(value) => formatDecimals(value, 1)}
          />
          <Meter value={90} limit={100} label="Used" />
          <p>
            <Status tone="good">good</Status> <Status tone="warn">checking</Status>{' '}
            <Status tone="bad">bad</Status> <WorkerStatus state="starting" />
          </p>
        </Panel>
        <Panel title="Schema form">
          <SchemaForm
            schema={formSchema}
            values={formValues}
            save={async () => {
              throw new RequestFailure(400, {
                code: 'REQUEST_INVALID',
                message: 'Two settings do not fit.',
                problems: [
                  { path: 'body/stopLoss, body/takeProfit', message: 'the stop lies above the target' },
                ],
              });
            }}
          />
        </Panel>
      </div>
      <Panel title="Trace timeline">
        <TraceTimeline steps={traceSteps} />
      </Panel>
      <div className={styles.columns}>
        <Panel title="Loading">
          <Loading />
        </Panel>
        <Panel title="Empty">
          <Empty title="No traders yet">Add one to follow what he buys.</Empty>
        </Panel>
        <Panel title="Failed">
          <Failed what="The positions could not be loaded" error={new Error('x')} retry={() => {}} />
        </Panel>
        <Panel title="Forbidden">
          <Forbidden needs="trader" />
        </Panel>
      </div>
    </div>
  );
}
