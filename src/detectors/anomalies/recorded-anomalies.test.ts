// Anomalies on recorded markets: hardly any in the recordings themselves, and one more for each that is put in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skipsWithoutData } from '../../../test/recorded-data.ts';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import { fromRecording, type RecordingName } from '../testing/from-recording.ts';
import { type Moment, quietMoment } from '../testing/moment.ts';
import { depth, inject, level, record, trade } from '../testing/records.ts';
import type { AnomalyDetector } from './anomaly.ts';
import { dataGap } from './data-gap.ts';
import { flashCrash } from './flash-crash.ts';
import { anomalies } from './index.ts';
import { liquidityVoid } from './liquidity-void.ts';
import { watch } from './testing/watch.ts';
import { whaleTrade } from './whale-trade.ts';

const names: readonly RecordingName[] = ['usdm', 'coinm', 'spot'];

/** What these records add to what is told within ten seconds of them. */
function addedBy(
  anomaly: AnomalyDetector,
  name: RecordingName,
  { fromMs }: Moment,
  extra: readonly FeedRecord[],
  isKept: (record: FeedRecord) => boolean = () => true,
) {
  const { records, instrument } = fromRecording(name);
  const known = new Set(watch(anomaly, records, {}, instrument).map(({ eventMs }) => eventMs));
  const more = inject(records.filter(isKept), extra);
  const found = watch(anomaly, more, {}, instrument);
  assert.deepEqual(watch(anomaly, more, {}, instrument), found);
  return found.filter(({ eventMs }) => eventMs >= fromMs && eventMs < fromMs + 10_000 && !known.has(eventMs));
}

for (const name of names) {
  test(`the recording of ${name} itself has hardly any anomaly`, { skip: skipsWithoutData }, () => {
    const { records, instrument } = fromRecording(name);
    for (const anomaly of anomalies) {
      const found = watch(anomaly, records, {}, instrument);
      assert.ok(found.length <= 2, `${anomaly.name}: ${found.length}`);
      assert.ok(found.every(({ severity }) => severity !== 'critical'));
    }
  });

  test(`what is put into the recording of ${name} is told once`, { skip: skipsWithoutData }, () => {
    const { records } = fromRecording(name);
    const moment = quietMoment(fromRecording(name), 2000);
    const { fromMs, bid, ask, wallLots } = moment;
    const crash = Array.from({ length: 10 }, (_, i) =>
      trade(fromMs + 100 + i * 20, 'sell', bid - i * 300, 1),
    );
    const crashed = addedBy(flashCrash, name, moment, crash);
    assert.deepEqual([crashed.at(-1)?.severity, crashed[0]?.side], ['critical', 'sell']);
    const whale = addedBy(whaleTrade, name, moment, [trade(fromMs + 101, 'buy', ask, 500 * wallLots)]);
    assert.deepEqual(
      whale.map(({ severity, side, eventMs }) => [severity, side, eventMs]),
      [['medium', 'buy', fromMs + 101]],
    );
    const gone = Array.from({ length: 200 }, (_, i) => level(fromMs + 100, 'ask', ask + i, 0));
    const isElsewhere = ({ kind, price, eventMs }: FeedRecord) =>
      kind !== 'ask' || price >= ask + 200 || eventMs < fromMs + 100 || eventMs > fromMs + 1500;
    const emptied = addedBy(liquidityVoid, name, moment, [...gone, depth(fromMs + 100, 200)], isElsewhere);
    assert.deepEqual(
      emptied.map(({ severity }) => severity),
      ['critical'],
    );
    const gap = { ...record('gap', fromMs + 100, 0, 1), id: records.length };
    assert.deepEqual(
      addedBy(dataGap, name, moment, [gap]).map(({ severity }) => severity),
      ['medium'],
    );
  });
}
