import { z } from 'zod';
import { AppError, toAppError } from '../../core/errors.ts';
import { type Context, defineService } from '../../core/service.ts';
import { anomalies } from '../../detectors/anomalies/index.ts';
import { detectors } from '../../detectors/index.ts';
import { profileOf } from '../../domain/order-flow/profile/volume-profile.ts';
import { marketContract } from '../market/contract.ts';
import { storageContract } from '../storage/contract.ts';
import { cutOpenSignals } from './backfill.ts';
import { createBarDesk } from './bars/create-bar-desk.ts';
import { createCandleFill } from './candle-fill.ts';
import { analystContract } from './contract.ts';
import { readEarlierCvd } from './flow/read-earlier-cvd.ts';
import { FRAME_MS } from './frames.ts';
import { createHistory } from './history.ts';
import { type AnalystSettings, analystSettings } from './settings.ts';
import { createCalibration } from './signals/calibration.ts';
import { type Followed, Symbols } from './symbols.ts';
import { toBook } from './views/to-book.ts';
import { toCandle } from './views/to-footprint.ts';
import { toPrint } from './views/to-prints.ts';
import { toProfile } from './views/to-profile.ts';
import { toStats } from './views/to-stats.ts';

const uses = { market: marketContract, storage: storageContract };
type AnalystContext = Context<typeof analystContract, typeof uses, AnalystSettings>;

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Minutes of before the start that a chart begins with, where the day has fewer. */
const EARLIER_MINUTES = 500;
/** What storage knows of earlier signals is waited for so long; without it confidence is not calibrated. */
const CALIBRATION_MS = 2000;

export const service = defineService({
  contract: analystContract,
  uses,
  settings: analystSettings,
  async start(context: AnalystContext) {
    const { clients, clock, log, publish, settings, metrics } = context;
    checkSettings(settings);
    const { market, storage } = clients;
    const history = createHistory(context);
    // before the first signal of this life, which is open as well
    const cutting = await cutOpenSignals(context);
    const known = await storage
      .signalCalibration(undefined, { deadlineMs: CALIBRATION_MS })
      .catch((thrown: unknown) => {
        log.warn(`confidence is not calibrated yet: ${toAppError(thrown).message}`);
        return [];
      });
    const fired = new Map<string, { count: number; lastMs: number | null }>();
    const note = (type: string, eventMs: number) =>
      fired.set(type, { count: (fired.get(type)?.count ?? 0) + 1, lastMs: eventMs });
    const missed = metrics.counter('zapflow_feed_missed');

    const desk = createBarDesk(context);
    const fill = createCandleFill(context, {
      nowMsOf: (id) => symbols.byId(id)?.run.view.nowMs ?? 0,
      onTold(id, candles) {
        const followed = symbols.byId(id);
        if (!followed) return;
        followed.run.ledger.told(candles);
        const whole = candles.map(({ quoteVolume, ...candle }) => ({ ...candle, isClosed: true as const }));
        followed.frames.told(whole);
        for (const candle of whole) history.add('candles', { instrument: id, intervalMs: MINUTE_MS, candle });
      },
    });
    /** The line of CVD goes on where the life before left it; the day and a chart's worth of minutes come from the venue. */
    const begin = async (id: string, atMs: number) => {
      const run = symbols.byId(id)?.run;
      if (!run) return;
      const wish = { atMs, cvdReset: settings.cvdReset };
      const earlier = await readEarlierCvd(storage, run.instrument, wish).catch((thrown: unknown) => {
        log.info(`${id}: CVD begins anew: ${toAppError(thrown).message}`);
        return undefined;
      });
      if (earlier) run.cvd.resume(earlier);
      const minuteMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
      const dayMs = Math.floor(atMs / DAY_MS) * DAY_MS;
      const fromMs = Math.min(dayMs, minuteMs - EARLIER_MINUTES * MINUTE_MS, earlier?.endMs ?? dayMs);
      fill.want(id, fromMs, minuteMs + MINUTE_MS);
    };

    const symbols = new Symbols({
      settings,
      clock,
      calibration: createCalibration(known),
      resend: (index) => void market.resend({ index }).catch(() => {}),
      onPulse: (written) => void market.reached({ written }).catch(() => {}),
      listenerOf({ id, origin }) {
        // what a recording shows is shown, and not kept: it was not today
        const isKept = origin === 'live';
        const tell = (thrown: unknown) => log.debug(`not told: ${toAppError(thrown).message}`);
        return {
          onDetection: (type, { eventMs }) => note(type, eventMs),
          onSignal(signal) {
            publish('signal', signal).catch(tell);
            if (isKept) history.add('signals', signal);
          },
          onAnomaly(anomaly) {
            note(anomaly.type, anomaly.eventMs);
            publish('anomaly', anomaly).catch(tell);
            if (isKept) history.add('anomalies', anomaly);
          },
          onOutcome(outcome) {
            publish('outcome', outcome).catch(tell);
            if (isKept) history.add('outcomes', outcome);
          },
          onBegin: (atMs) => void (isKept && begin(id, atMs)),
          onHole: (fromMs, toMs) => isKept && fill.want(id, fromMs, toMs),
          onBar(bar) {
            const run = symbols.byId(id)?.run;
            if (!isKept || !run) return;
            history.add('bars', { instrument: id, bar: { ...run.toFootprint(bar), isClosed: true } });
            // what was seen in part is the venue's to tell
            if (bar.isPartial) return;
            const candle = { ...toCandle(run.instrument, bar, true), isClosed: true as const };
            history.add('candles', { instrument: id, intervalMs: MINUTE_MS, candle });
          },
          onBarClosed(bar, line) {
            const nowMs = symbols.byId(id)?.run.view.nowMs ?? 0;
            if (desk.isWanted(bar, line, nowMs)) publish('barClosed', bar).catch(tell);
          },
        };
      },
    });
    let isAsking = false;
    const follow = async () => {
      if (isAsking) return;
      isAsking = true;
      await market.instruments().then(
        (states) => symbols.follow(states),
        () => {},
      );
      isAsking = false;
    };
    symbols.onUnknown = () => void follow();
    const endings = [
      market.on('instrumentsChanged', (states) => symbols.follow(states)),
      market.read('feed', (record, sequence) => symbols.accept(record, sequence)),
    ];
    void follow();

    const frames = clock.every(FRAME_MS, () => {
      for (const { frames } of symbols.all)
        if (frames.isWatched) void publish('frame', frames.next()).catch(() => {});
    });
    let counted = 0;
    const seconds = clock.every(SECOND_MS, () => {
      missed.add(symbols.missed - counted);
      counted = symbols.missed;
      const stats = [...symbols.all].map(({ run }) => toStats(run));
      if (stats.length > 0) void publish('stats', stats).catch(() => {});
    });
    const of = (id: string): Followed => {
      const followed = symbols.byId(id);
      if (!followed) throw new AppError('INSTRUMENT_UNKNOWN', `Nothing named ${id} is followed.`);
      return followed;
    };

    return {
      handlers: {
        health: () => {
          const all = [...symbols.all];
          const books = all.filter(({ run }) => run.view.isBookKnown).length;
          return {
            status: 'Healthy' as const,
            says: `${all.length} instruments, ${books} with a known book.`,
          };
        },
        watch({ instruments }) {
          for (const id of instruments) symbols.byId(id)?.frames.watch();
        },
        picture: ({ instrument }) => of(instrument).frames.picture(),
        book: ({ instrument, levels }) => toBook(of(instrument).run.view, 0, levels),
        footprint: ({ instrument, limit, beforeMs }) => of(instrument).frames.footprint(limit, beforeMs),
        profile({ instrument: id, fromMs, toMs }) {
          const { instrument, view, profiles, profileFromMs } = of(id).run;
          if (fromMs === null && toMs === null) return toProfile(instrument, profiles.present, profileFromMs);
          const bars = view.bar ? [...view.bars, view.bar] : view.bars;
          const range = { fromMs: fromMs ?? 0, toMs: toMs ?? Number.POSITIVE_INFINITY };
          const firstMs = bars.find(({ openMs }) => openMs >= range.fromMs)?.openMs ?? null;
          return toProfile(instrument, profileOf(bars, range, profiles.present.binTicks), firstMs);
        },
        tape({ instrument: id, limit }) {
          const { instrument, tape } = of(id).run;
          return tape.sweeps.slice(-limit).map((sweep) => toPrint(instrument, sweep));
        },
        bars: ({ instrument, ...wish }) => desk.bars(of(instrument), wish),
        indicators: ({ instrument, ...wish }) => desk.indicators(of(instrument), wish),
        detectors: () => [
          ...detectors.map((member) => describe(member, 'detector', settings, fired)),
          ...anomalies.map((member) => describe(member, 'anomaly', settings, fired)),
        ],
      },
      async stop() {
        for (const end of endings) end();
        frames.cancel();
        seconds.cancel();
        cutting.stop();
        fill.stop();
        await history.stop();
      },
    };
  },
});

type Member = { readonly name: string; readonly summary: string; readonly settings: z.ZodObject };
type Fired = ReadonlyMap<string, { readonly count: number; readonly lastMs: number | null }>;

function describe(
  { name, summary, settings }: Member,
  kind: 'detector' | 'anomaly',
  chosen: AnalystSettings,
  fired: Fired,
) {
  const { count = 0, lastMs = null } = fired.get(name) ?? {};
  const values = settings.parse(chosen.detectors[name] ?? {}) as Record<string, z.core.util.JSONType>;
  return { name, kind, summary, settings: values, fired: count, lastMs };
}

/** A detector that does not exist, or a setting it does not take, is told at the start and not in the middle of the night. */
function checkSettings({ disabled, detectors: chosen }: AnalystSettings): void {
  const members: readonly Member[] = [...detectors, ...anomalies];
  for (const name of [...disabled, ...Object.keys(chosen)])
    if (!members.some((member) => member.name === name))
      throw new AppError('CONFIG_INVALID', `analyst: there is no detector ${name}.`);
  for (const { name, settings } of members) {
    const { error } = settings.strict().safeParse(chosen[name] ?? {});
    if (error) throw new AppError('CONFIG_INVALID', `analyst.detectors.${name}: ${z.prettifyError(error)}`);
  }
}
