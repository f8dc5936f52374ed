import { z } from 'zod';
import { AppError, toAppError } from '../../core/errors.ts';
import { type Context, defineService } from '../../core/service.ts';
import { anomalies } from '../../detectors/anomalies/index.ts';
import { detectors } from '../../detectors/index.ts';
import { profileOf } from '../../domain/order-flow/profile/volume-profile.ts';
import { marketContract } from '../market/contract.ts';
import { storageContract } from '../storage/contract.ts';
import { cutOpenSignals, fillCandles } from './backfill.ts';
import { analystContract } from './contract.ts';
import { FRAME_MS } from './frames.ts';
import { createHistory } from './history.ts';
import { type AnalystSettings, analystSettings } from './settings.ts';
import { createCalibration } from './signals/calibration.ts';
import { type Followed, Symbols } from './symbols.ts';
import { toBook } from './views/to-book.ts';
import { toCandle, toFootprint } from './views/to-footprint.ts';
import { toPrint } from './views/to-prints.ts';
import { toProfile } from './views/to-profile.ts';
import { toStats } from './views/to-stats.ts';

const uses = { market: marketContract, storage: storageContract };
type AnalystContext = Context<typeof analystContract, typeof uses, AnalystSettings>;

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
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

    const symbols = new Symbols({
      settings,
      clock,
      calibration: createCalibration(known),
      resend: (index) => void market.resend({ index }).catch(() => {}),
      onFollow({ run, frames, isLive }) {
        if (isLive) void fillCandles(context, run.instrument.id, frames, history);
      },
      listenerOf({ id }) {
        // what a recording shows is shown, and not kept: it was not today
        const isKept = !id.startsWith('replay:');
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
          onBar(bar, cvd) {
            const followed = symbols.byId(id);
            followed?.frames.closed(bar.openMs, cvd);
            if (!isKept || !followed) return;
            const { instrument } = followed.run;
            history.add('bars', {
              instrument: id,
              bar: { ...toFootprint(instrument, bar, cvd, true), isClosed: true },
            });
            const candle = { ...toCandle(instrument, bar, true), isClosed: true as const };
            history.add('candles', { instrument: id, intervalMs: MINUTE_MS, candle });
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
          const { instrument, view, profiles } = of(id).run;
          if (fromMs === null && toMs === null) return toProfile(instrument, profiles.present);
          const bars = view.bar ? [...view.bars, view.bar] : view.bars;
          const range = { fromMs: fromMs ?? 0, toMs: toMs ?? Number.POSITIVE_INFINITY };
          return toProfile(instrument, profileOf(bars, range, profiles.present.binTicks));
        },
        tape({ instrument: id, limit }) {
          const { instrument, tape } = of(id).run;
          return tape.sweeps.slice(-limit).map((sweep) => toPrint(instrument, sweep));
        },
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
