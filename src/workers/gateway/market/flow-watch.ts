// The live topics of instruments: the analyst is asked for those that somebody follows, and for nothing else.
import { topics } from '../../../api/live.ts';
import { instrumentFilter } from '../../../api/market.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Client } from '../../../core/service.ts';
import type { analystContract } from '../../analyst/contract.ts';
import type { Filter, Opened, TopicSource } from '../live/topic.ts';
import { InstrumentFlow } from './instrument-flow.ts';
import type { InstrumentList } from './instrument-list.ts';
import { type FlowTopicName, flowTopicNames } from './parts/index.ts';

export type FlowWatchOptions = {
  readonly clock: Clock;
  readonly log: Log;
  readonly epoch: string;
  readonly analyst: Pick<Client<typeof analystContract>, 'on' | 'watch' | 'picture'>;
  readonly instruments: Pick<InstrumentList, 'refusalOf'>;
};

export type FlowWatch = { readonly topics: readonly TopicSource[]; stop(): void };

/** The analyst forgets who did not ask for 15 s. */
const RENEW_MS = 5000;
/** Who comes back after a cut finds everything as it was. */
const LINGER_MS = 10_000;
const MAX_AT_ONCE = 50;
/** More are there only while nobody says which are followed, and names are made up. */
const MAX_FLOWS = 200;
const DEADLINE = { deadlineMs: 5000 };

export function startFlowWatch({ clock, log, epoch, analyst, instruments }: FlowWatchOptions): FlowWatch {
  const flows = new Map<string, { readonly flow: InstrumentFlow; wantedMs: number }>();
  let opened = 0;
  let isRenewing = false;

  const renew = async (): Promise<void> => {
    if (isRenewing) return;
    isRenewing = true;
    const wanted = [...flows.keys()];
    try {
      for (let from = 0; from < wanted.length; from += MAX_AT_ONCE)
        await analyst.watch({ instruments: wanted.slice(from, from + MAX_AT_ONCE) }, DEADLINE);
    } catch (error) {
      log.debug('the analyst cannot be asked for what is followed', { err: error });
    } finally {
      isRenewing = false;
    }
    // What was wanted meanwhile does not wait for the next time.
    if ([...flows.keys()].some((instrument) => !wanted.includes(instrument))) await renew();
  };

  const open = (instrument: string): InstrumentFlow => {
    const flow = new InstrumentFlow({
      instrument,
      // Numbers of an instrument say nothing of another one, nor of the same one when it was given up meanwhile.
      epoch: `${epoch}-${++opened}`,
      clock,
      picture: () => analyst.picture({ instrument }, DEADLINE),
      onFailure: (error) => log.debug('there is no picture of an instrument', { instrument, err: error }),
    });
    flows.set(instrument, { flow, wantedMs: clock.monotonicMs() });
    void renew();
    flow.ask();
    return flow;
  };

  const stopFrames = analyst.on('frame', (frame) => flows.get(frame.instrument)?.flow.take(frame));
  const timer = clock.every(RENEW_MS, () => {
    const nowMs = clock.monotonicMs();
    for (const [instrument, entry] of flows) {
      if (entry.flow.isFollowed) entry.wantedMs = nowMs;
      if (nowMs - entry.wantedMs < LINGER_MS) continue;
      flows.delete(instrument);
      entry.flow.stop();
    }
    for (const { flow } of flows.values()) if (!flow.isBegun) flow.ask();
    void renew();
  });

  const toSource = (name: FlowTopicName): TopicSource => ({
    name,
    definition: topics[name],
    open(filter: Filter | undefined): Opened | { readonly problem: string } {
      const { instrument } = instrumentFilter.parse(filter?.value);
      const problem = instruments.refusalOf(instrument);
      if (problem !== undefined) return { problem };
      const entry = flows.get(instrument);
      if (!entry && flows.size >= MAX_FLOWS) return { problem: 'too many instruments are asked for' };
      if (entry) entry.wantedMs = clock.monotonicMs();
      return { topic: (entry?.flow ?? open(instrument)).topic(name), filter: undefined };
    },
  });

  return {
    topics: flowTopicNames.map(toSource),
    stop() {
      stopFrames();
      timer.cancel();
      for (const { flow } of flows.values()) flow.stop();
      flows.clear();
    },
  };
}
