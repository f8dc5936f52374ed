import type { WorkerFigures } from '../../../src/api/system.ts';
import { formatBytes, isKnown } from './number.ts';

/** Where a worker without a thread of its own does its work, in a few words. */
export function toPlace(place: WorkerFigures['place']): string {
  if (place === 'process') return 'Own process';
  return place === 'shared' ? 'Shared thread' : 'Own thread';
}

/** Why there are no figures of a thread. */
export function toPlaceSentence({ place, rssBytes }: Pick<WorkerFigures, 'place' | 'rssBytes'>): string {
  if (place === 'process')
    return `It runs as a process of its own${isKnown(rssBytes) ? `, with ${formatBytes(rssBytes)} of memory` : ''}.`;
  return 'It shares a thread with others: processor time and memory are counted there.';
}
