// The recordings on which detectors are judged, untouched: whatever fires on them was not put there.
import { futuresRecording } from '../market/recorded-lines.ts';

/** Files that continue each other make one recording. */
export const recordings: readonly (readonly string[])[] = [
  futuresRecording,
  ['cm_btcusd_perp_20240808.jsonl.gz'],
  ['spot_ethusdt_20240808.jsonl.gz', 'spot_ethusdt_20240809.jsonl.gz'],
];
