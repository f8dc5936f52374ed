// Runs every detector and anomaly over the flow of one instrument. Pure: the same records give the same findings.
import type { z } from 'zod';
import type {
  Anomaly,
  AnomalyDetector,
  AnomalyRun,
  FoundAnomaly,
} from '../../../detectors/anomalies/anomaly.ts';
import { anomalies } from '../../../detectors/anomalies/index.ts';
import type { Detection, Detector, DetectorRun, Found } from '../../../detectors/detector.ts';
import { detectors } from '../../../detectors/index.ts';
import type { FeedRecord } from '../../../domain/market/feed-record.ts';
import type { FlowListener } from '../../../domain/order-flow/flow-state.ts';
import type { FlowView } from '../../../domain/order-flow/flow-view.ts';
import type { Zone } from '../../../domain/order-flow/zone.ts';

export type DetectionListener = {
  readonly onDetection: (type: string, detection: Detection, view: FlowView) => void;
  readonly onAnomaly: (type: string, anomaly: Anomaly, view: FlowView) => void;
};

export type DetectionSettings = {
  /** Names of those that do not run. */
  readonly disabled: readonly string[];
  /** By name, over the defaults; checked by the schema of each. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

export type Detections = {
  readonly flow: FlowListener;
  /** Records that are neither trade nor depth. */
  readonly onFeed: (record: Readonly<FeedRecord>, view: FlowView) => void;
  readonly zones: () => readonly Zone[];
};

type Named<R> = { readonly name: string; readonly run: R };

/** Throws a ZodError for settings that a detector does not take. */
export function createDetections(listener: DetectionListener, chosen: DetectionSettings): Detections {
  const open = <R>(
    members: readonly { name: string; settings: z.ZodObject; create(settings: never): R }[],
  ): Named<R>[] =>
    members
      .filter(({ name }) => !chosen.disabled.includes(name))
      .map(({ name, settings, create }) => ({
        name,
        run: create(settings.parse(chosen.settings[name] ?? {}) as never),
      }));
  const detecting = open<DetectorRun>(detectors as readonly Detector[]);
  const watching = open<AnomalyRun>(anomalies as readonly AnomalyDetector[]);

  const tell = (type: string, found: Found, view: FlowView) => {
    if (found === undefined) return;
    if (Array.isArray(found)) for (const detection of found) listener.onDetection(type, detection, view);
    else listener.onDetection(type, found as Detection, view);
  };
  const warn = (type: string, found: FoundAnomaly, view: FlowView) => {
    if (found !== undefined) listener.onAnomaly(type, found, view);
  };
  const having = <K extends string, R extends { readonly [P in K]?: unknown }>(
    runs: readonly Named<R>[],
    part: K,
  ) => runs.filter(({ run }) => run[part] !== undefined) as Named<R & Required<Pick<R, K>>>[];
  const parts = {
    trade: [having(detecting, 'onTrade'), having(watching, 'onTrade')],
    depth: [having(detecting, 'onDepth'), having(watching, 'onDepth')],
    second: [having(detecting, 'onSecond'), having(watching, 'onSecond')],
  } as const;
  const barWatchers = having(detecting, 'onBar');
  const gapWatchers = having(detecting, 'onGap');
  const feedWatchers = having(watching, 'onFeed');
  const zoned = detecting.flatMap(({ run }) =>
    'zones' in run ? [run as { readonly zones: readonly Zone[] }] : [],
  );

  return {
    zones: () => zoned.flatMap(({ zones }) => zones),
    onFeed(record, view) {
      for (const { name, run } of feedWatchers) warn(name, run.onFeed(record, view), view);
    },
    flow: {
      onTrade(print, view) {
        for (const { name, run } of parts.trade[0]) tell(name, run.onTrade(print, view), view);
        for (const { name, run } of parts.trade[1]) warn(name, run.onTrade(print, view), view);
      },
      onDepth(view) {
        for (const { name, run } of parts.depth[0]) tell(name, run.onDepth(view), view);
        for (const { name, run } of parts.depth[1]) warn(name, run.onDepth(view), view);
      },
      onSecond(view) {
        for (const { name, run } of parts.second[0]) tell(name, run.onSecond(view), view);
        for (const { name, run } of parts.second[1]) warn(name, run.onSecond(view), view);
      },
      onBar(bar, view) {
        for (const { name, run } of barWatchers) tell(name, run.onBar(bar, view), view);
      },
      onGap(view) {
        for (const { run } of gapWatchers) run.onGap(view);
      },
    },
  };
}
