// The streams of some symbols on one connection, which is replaced before the venue ends it: the new one delivers first.
import type { Timer } from '../../../core/clock.ts';
import type { Random } from '../../../core/random.ts';
import type { RenewalCause, StreamState } from '../../venue.ts';
import { createLine, type Line, type LineOptions } from './line.ts';

export type ShardOptions = Omit<LineOptions, 'events'> & {
  readonly random: Random;
  /** The oldest a connection gets; each is replaced a little before, at a moment of its own. */
  readonly rotateMs: number;
  readonly staleMs: number;
  readonly route: string;
  readonly onMessage: LineOptions['events']['onMessage'];
  readonly onState: (state: StreamState) => void;
  readonly symbols: () => readonly string[];
};

export interface Shard {
  readonly open: number;
  want(streams: ReadonlySet<string>): void;
  /** A stream went silent though its connection lives: a new connection is tried, ever more rarely. */
  renewForSilence(): void;
  close(): Promise<void>;
}

/** Both connections deliver for this long, so that what was under way on the old one arrives. */
const OVERLAP_MS = 5000;
/** A new connection that is confirmed but quiet takes over after this. */
const QUIET_MS = 30_000;
const ROTATION_JITTER = 0.1;
/** One that held this long is replaced at once when it breaks; one that did not waits for its backoff. */
const HEALTHY_MS = 60_000;
const MAX_SILENCE_DOUBLINGS = 5;

export function createShard(options: ShardOptions): Shard {
  const { clock, random, onState } = options;
  let target: ReadonlySet<string> = new Set();
  let main: Line;
  let next: { readonly line: Line; readonly why: RenewalCause } | undefined;
  let isTold = false;
  let isClosed = false;
  let rotation: Timer | undefined;
  let handover: Timer | undefined;
  let silences = 0;
  let renewedForSilenceMs = -Infinity;

  const open = (): Line => {
    const line = createLine({ ...options, events });
    line.want(target);
    return line;
  };

  const armRotation = (): void => {
    rotation?.cancel();
    const delayMs = options.rotateMs * (1 - ROTATION_JITTER * random.next());
    rotation = clock.after(delayMs, () => renew('planned'));
  };

  /** What does not work now comes back by itself, as a new connection. */
  const renew = (why: RenewalCause): void => {
    if (!isClosed && !next && main.isOpen) next = { line: open(), why };
  };

  const takeOver = (): void => {
    handover?.cancel();
    const from = main;
    const { line, why } = next!;
    main = line;
    next = undefined;
    armRotation();
    onState({ type: 'rotated', connection: line.connection, from: from.connection, why });
    void from.close();
  };

  const takeOverAfter = (delayMs: number, waitedMs: number): void => {
    handover?.cancel();
    handover = clock.after(delayMs, () => {
      const isReady = next!.line.isDelivering || waitedMs >= QUIET_MS;
      if (isReady) takeOver();
      else takeOverAfter(OVERLAP_MS, waitedMs + OVERLAP_MS);
    });
  };

  const tellLost = (reason: string): void => {
    if (!isTold) return;
    isTold = false;
    const { connection } = main;
    const { route } = options;
    const symbols = options.symbols();
    onState({ type: 'disconnected', connection, route, reason, streams: [...target], symbols });
  };

  const tellConnected = (): void => {
    if (isTold || !main.isSynced) return;
    isTold = true;
    const { connection, streams } = main;
    onState({ type: 'connected', connection, route: options.route, streams, symbols: options.symbols() });
  };

  /** The line that is being prepared, or a fresh one, becomes the only one. */
  const replaceMain = (): void => {
    handover?.cancel();
    void main.close();
    main = next?.line ?? open();
    next = undefined;
    if (main.isOpen) armRotation();
    tellConnected();
  };

  const events: LineOptions['events'] = {
    onMessage: options.onMessage,
    onRefused: (stream, reason) => onState({ type: 'refused', stream, reason }),
    onOpen(line) {
      if (line === main) armRotation();
    },
    onSynced(line) {
      if (line === next?.line) takeOverAfter(OVERLAP_MS, OVERLAP_MS);
      else if (line === main) tellConnected();
    },
    onLost(line, reason, openMs) {
      if (line !== main) return handover?.cancel();
      if (next?.line.isSynced) return takeOver();
      tellLost(reason);
      if (next || openMs >= HEALTHY_MS) replaceMain();
    },
    onStuck(line) {
      if (line !== main) {
        if (next) next = { line: open(), why: next.why };
        return void line.close();
      }
      tellLost('requests stay unanswered');
      replaceMain();
    },
    onShutdown: () => renew('announced'),
  };

  main = open();
  return {
    get open() {
      return Number(main.isOpen) + Number(next?.line.isOpen ?? false);
    },
    want(streams) {
      target = streams;
      main.want(streams);
      next?.line.want(streams);
    },
    renewForSilence() {
      const nowMs = clock.monotonicMs();
      const sinceMs = nowMs - renewedForSilenceMs;
      if (sinceMs < options.staleMs * 2 ** silences) return;
      const isAnew = sinceMs > options.staleMs * 2 ** (MAX_SILENCE_DOUBLINGS + 1);
      silences = isAnew ? 0 : Math.min(silences + 1, MAX_SILENCE_DOUBLINGS);
      renewedForSilenceMs = nowMs;
      renew('silent');
    },
    async close() {
      isClosed = true;
      rotation?.cancel();
      handover?.cancel();
      await Promise.all([main.close(), next?.line.close()]);
    },
  };
}
