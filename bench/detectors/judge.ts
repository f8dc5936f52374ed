// What fires on one recording, and how well it foretold what came.
import { anomalies } from '../../src/detectors/anomalies/index.ts';
import { detectors } from '../../src/detectors/index.ts';
import { createPlayer } from '../../src/venues/binance/recording/play.ts';
import { createSymbolAnalyst } from '../../src/workers/analyst/flow/symbol-analyst.ts';
import { createSkillMeter, type Skill } from '../../src/workers/analyst/signals/create-skill-meter.ts';
import { analyse, usualSettings } from '../market/every-detector.ts';
import type { RecordedLines } from '../market/recorded-lines.ts';

export type Counts = Readonly<Record<string, number>>;

export type Judgement = {
  readonly instrument: string;
  /** What was recorded, without the holes between files. */
  readonly hours: number;
  /** By name, also of those that never fired. */
  readonly detections: Counts;
  readonly signals: Counts;
  readonly anomalies: Counts;
  readonly skill: readonly Skill[];
};

const HOUR_MS = 3_600_000;
/** A longer silence is a hole between two files: nothing could fire in it. */
const HOLE_MS = 60_000;

export function judge(recorded: RecordedLines): Judgement {
  const detections = createCounts(detectors);
  const signals = createCounts(detectors);
  const warnings = createCounts(anomalies);
  analyse(recorded, {
    onDetection: (type) => detections.add(type),
    onSignal: ({ type }) => signals.add(type),
    onAnomaly: ({ type }) => warnings.add(type),
  });
  return {
    instrument: recorded.recording.instruments.map(({ id }) => id).join(' '),
    hours: toHours(recorded),
    detections: detections.all,
    signals: signals.all,
    anomalies: warnings.all,
    skill: measureSkill(recorded),
  };
}

function measureSkill({ recording, lines }: RecordedLines): Skill[] {
  const [instrument] = recording.instruments;
  if (!instrument) return [];
  const meter = createSkillMeter();
  const { cvdReset, disabled, detectors: chosen } = usualSettings;
  const analyst = createSymbolAnalyst(
    instrument,
    { onDetection: meter.onDetection, onSecond: meter.onSecond, onAnomaly() {} },
    { cvdReset, disabled, settings: chosen },
  );
  const player = createPlayer(recording, analyst.accept);
  for (const line of lines) player.accept(line);
  return meter.report();
}

function toHours({ lines }: RecordedLines): number {
  let sumMs = 0;
  for (const [index, { receivedMs }] of lines.entries()) {
    const sinceMs = receivedMs - (lines[index - 1]?.receivedMs ?? receivedMs);
    if (sinceMs < HOLE_MS) sumMs += sinceMs;
  }
  return sumMs / HOUR_MS;
}

function createCounts(members: readonly { readonly name: string }[]) {
  const all: Record<string, number> = Object.fromEntries(members.map(({ name }) => [name, 0]));
  return {
    all,
    add(name: string) {
      all[name] = (all[name] ?? 0) + 1;
    },
  };
}
