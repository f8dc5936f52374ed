// Makes signals of the detections of one instrument: who leads, who confirms, who contradicts, and how often is enough.

import type { Detection } from '../../../detectors/detector.ts';
import { type Instrument, showPrice } from '../../../domain/market/instrument.ts';
import type { FlowView } from '../../../domain/order-flow/flow-view.ts';
import type { Evidence, Signal } from '../../../domain/order-flow/signal.ts';
import { SCORE_FIGURE } from '../../../domain/order-flow/signal-score.ts';
import type { Zone } from '../../../domain/order-flow/zone.ts';
import { type Calibration, createCalibration } from './calibration.ts';
import { createEventIds } from './event-ids.ts';
import { EvidenceWindow, type Weighed, type Word } from './evidence-window.ts';
import { shownFigures } from './human-units.ts';
import { conflictOf, priorityOf, scoreOf } from './score.ts';
import { ruleOf } from './signal-rules.ts';
import { leastStrengthOf, type SignalSettings, throttleOf } from './signal-settings.ts';
import { type Levels, levelsOf } from './stop-and-targets.ts';
import { toSentence } from './to-sentence.ts';

/** What a maker may look at beside the flow. */
export type MakerChoices = {
  readonly calibration?: Calibration;
  /** Zones known now: targets end before them. */
  readonly zones?: () => readonly Zone[];
};

export type SignalMaker = {
  /** Every detection, in order of time; one that leads to nothing still counts as evidence. */
  readonly onDetection: (type: string, detection: Detection, view: FlowView) => Signal | undefined;
  /** Detections since the start that were clear enough, and led to no signal because of… */
  readonly heldBack: { readonly throttled: number; readonly contradicted: number };
};

export function createSignalMaker(
  instrument: Instrument,
  settings: SignalSettings,
  { calibration = createCalibration(), zones = () => [] }: MakerChoices = {},
): SignalMaker {
  const window = new EvidenceWindow(settings.correlationMs);
  const lastMs = new Map<string, number>();
  const chains = createChains(settings.correlationMs);
  const nextId = createEventIds(instrument);
  const heldBack = { throttled: 0, contradicted: 0 };

  return {
    heldBack,
    onDetection(type, detection, view) {
      const { side, strength } = detection;
      const word = side === 'none' ? undefined : window.about(type, side, detection.eventMs);
      window.note(type, detection);
      if (side === 'none' || !word || !ruleOf(type).leads) return undefined;
      if (!(strength >= leastStrengthOf(settings, type))) return undefined;
      const lastOfType = lastMs.get(type) ?? Number.NEGATIVE_INFINITY;
      if (detection.eventMs - lastOfType < throttleOf(settings, type)) {
        heldBack.throttled++;
        return undefined;
      }
      const supporting = word.confirmations.map(({ weight }) => weight);
      const against = word.conflicts.map(({ weight }) => weight);
      if (conflictOf(strength, supporting, against) > settings.maxConflict) {
        heldBack.contradicted++;
        return undefined;
      }
      lastMs.set(type, detection.eventMs);
      const score = Math.round(scoreOf(strength, supporting, against) * 10_000) / 10_000;
      const id = nextId(type, detection.eventMs);
      return toSignal({
        type,
        side,
        detection,
        view,
        word,
        score,
        id,
        chain: chains.join(side, detection.eventMs, id),
      });
    },
  };

  type Parts = {
    readonly type: string;
    readonly side: 'buy' | 'sell';
    readonly detection: Detection;
    readonly view: FlowView;
    readonly word: Word;
    readonly score: number;
    readonly id: string;
    readonly chain: string;
  };

  function toSignal({ type, side, detection, view, word, score, id, chain }: Parts): Signal {
    const { eventMs, trades, variant = null, figures } = detection;
    const { confidence, isCalibrated } = calibration.confidenceOf(type, score);
    const entry = Number.isNaN(view.price) ? detection.price : view.price;
    const levels = levelsAt(side, entry, detection, view);
    const price = (ticks: number) => showPrice(instrument, ticks);
    const typesOf = (all: readonly Weighed[]) => all.map(({ noted }) => noted.type);
    return {
      ...{ id, instrument: instrument.id, type, variant, side, eventMs, price: price(entry) },
      ...{ confidence, isCalibrated, priority: priorityOf(confidence) },
      stop: price(levels.stop),
      targets: levels.targets.map(price),
      invalidation: price(levels.invalidation),
      confirmations: toEvidence(word.confirmations),
      conflicts: toEvidence(word.conflicts),
      says: toSentence(instrument, {
        ...{ type, detection, invalidation: levels.invalidation, stop: levels.stop },
        ...{ confirmations: typesOf(word.confirmations), conflicts: typesOf(word.conflicts) },
      }),
      figures: {
        ...shownFigures(instrument, { patternTicks: detection.price, ...figures }),
        ...toContext(word.context),
        [SCORE_FIGURE]: score,
      },
      trades: trades ? { ...trades } : null,
      correlationId: chain,
    };
  }

  function levelsAt(
    side: 'buy' | 'sell',
    entry: number,
    { price, invalidation }: Detection,
    view: FlowView,
  ): Levels {
    const { touch } = view;
    const far = invalidation ?? price;
    const spread = touch.ask - touch.bid;
    return levelsOf({ side, entry, far, spread, atr: rangeOf(view), zones: zones() });
  }

  function toEvidence(all: readonly Weighed[]): Evidence[] {
    return all.map(({ noted: { type, variant = null, side, eventMs, price, strength } }) => {
      return { type, variant, side, eventMs, price: showPrice(instrument, Math.round(price)), strength };
    });
  }
}

/** The mean true range of a minute; before it is known, the range of the last one. */
function rangeOf({ atr, seconds }: FlowView): number {
  if (!Number.isNaN(atr)) return atr;
  let [high, low] = [Number.NaN, Number.NaN];
  for (let age = Math.min(60, seconds.length) - 1; age >= 0; age--) {
    if (!(seconds.high(age) <= high)) high = seconds.high(age);
    if (!(seconds.low(age) >= low)) low = seconds.low(age);
  }
  return high - low;
}

function toContext(context: ReadonlyMap<string, number>): { context?: string } {
  if (context.size === 0) return {};
  return { context: [...context].map(([type, count]) => `${type} × ${count}`).join(', ') };
}

/** Signals of one side that follow one another within the window carry the id of the first. */
function createChains(windowMs: number) {
  const open = {
    buy: { id: '', lastMs: Number.NEGATIVE_INFINITY },
    sell: { id: '', lastMs: Number.NEGATIVE_INFINITY },
  };
  return {
    join(side: 'buy' | 'sell', eventMs: number, id: string): string {
      const chain = open[side];
      if (eventMs - chain.lastMs >= windowMs) chain.id = id;
      chain.lastMs = Math.max(chain.lastMs, eventMs);
      return chain.id;
    },
  };
}
