// Brings what one connection is subscribed to in line with what is wanted: one request at a time, each answered, under the limit.
import type { Clock, Timer } from '../../../core/clock.ts';

export type SubscriberOptions = {
  readonly clock: Clock;
  /** Says whether it went out. */
  readonly send: (text: string) => boolean;
  /** Least time between two requests. */
  readonly gapMs: number;
  readonly replyTimeoutMs: number;
  /** Everything that is wanted and not refused is confirmed. */
  readonly onSynced: () => void;
  readonly onRefused: (stream: string, reason: string) => void;
  /** Requests stay unanswered: this connection is of no use. */
  readonly onStuck: () => void;
};

export interface Subscriber {
  readonly isSynced: boolean;
  /** Streams the venue has confirmed. */
  readonly active: ReadonlySet<string>;
  want(streams: ReadonlySet<string>): void;
  opened(): void;
  lost(): void;
  /** `reason` is null for success; an id of 0 is of whatever request is under way. */
  replied(id: number, reason: string | null): void;
}

type Request = { readonly method: 'SUBSCRIBE' | 'UNSUBSCRIBE'; readonly streams: readonly string[] };

/** Streams in one request: they are confirmed or refused together. */
const CHUNK = 100;
const MAX_UNANSWERED = 3;

export function createSubscriber(options: SubscriberOptions): Subscriber {
  const { clock } = options;
  let target: ReadonlySet<string> = new Set();
  const active = new Set<string>();
  const refused = new Set<string>();
  /** Asked for and never answered: they may come. */
  const unsure = new Set<string>();
  let delayed: Request[] = [];
  let underWay: (Request & { readonly id: number; readonly timer: Timer }) | undefined;
  let waiting: Timer | undefined;
  let isOpen = false;
  let isSynced = false;
  let unanswered = 0;
  let lastId = 0;
  let nextAtMs = -Infinity;

  const isDue = (method: Request['method'], stream: string): boolean =>
    method === 'SUBSCRIBE'
      ? target.has(stream) && !active.has(stream) && !refused.has(stream)
      : (active.has(stream) || unsure.has(stream)) && !target.has(stream) && !refused.has(stream);

  const choose = (method: Request['method'], from: readonly string[]): Request | undefined => {
    const streams = from.filter((stream) => isDue(method, stream)).slice(0, CHUNK);
    return streams.length > 0 ? { method, streams } : undefined;
  };

  const nextRequest = (): Request | undefined => {
    for (let half = delayed.shift(); half; half = delayed.shift()) {
      const request = choose(half.method, half.streams);
      if (request) return request;
    }
    // First what is to go: the limit counts what is there.
    return choose('UNSUBSCRIBE', [...active, ...unsure]) ?? choose('SUBSCRIBE', [...target]);
  };

  const pumpAfter = (delayMs: number): void => {
    waiting = clock.after(delayMs, () => {
      waiting = undefined;
      pump();
    });
  };

  const pump = (): void => {
    if (!isOpen || underWay || waiting) return;
    const request = nextRequest();
    if (!request) {
      if (!isSynced) {
        isSynced = true;
        options.onSynced();
      }
      return;
    }
    isSynced = false;
    const waitMs = nextAtMs - clock.monotonicMs();
    if (waitMs > 0) {
      delayed.unshift(request);
      return pumpAfter(waitMs);
    }
    const { method, streams } = request;
    const id = ++lastId;
    nextAtMs = clock.monotonicMs() + options.gapMs;
    if (!options.send(JSON.stringify({ method, params: streams, id }))) {
      delayed.push(request);
      return pumpAfter(options.gapMs);
    }
    underWay = { ...request, id, timer: clock.after(options.replyTimeoutMs, onTimeout) };
  };

  const onTimeout = (): void => {
    if (underWay?.method === 'SUBSCRIBE') for (const stream of underWay.streams) unsure.add(stream);
    underWay = undefined;
    unanswered += 1;
    if (unanswered >= MAX_UNANSWERED) options.onStuck();
    else pump();
  };

  const onRefusal = ({ method, streams }: Request, reason: string): void => {
    if (streams.length > 1) {
      // One bad name spoils the request: halving finds it, and the others come through.
      const middle = streams.length >> 1;
      delayed.push({ method, streams: streams.slice(0, middle) }, { method, streams: streams.slice(middle) });
      return;
    }
    refused.add(streams[0]!);
    options.onRefused(streams[0]!, reason);
  };

  const reset = (): void => {
    underWay?.timer.cancel();
    waiting?.cancel();
    underWay = waiting = undefined;
    for (const streams of [active, refused, unsure]) streams.clear();
    delayed = [];
    unanswered = 0;
    isSynced = false;
  };

  return {
    get isSynced() {
      return isSynced;
    },
    active,
    want(streams) {
      target = streams;
      for (const stream of refused) if (!streams.has(stream) && !active.has(stream)) refused.delete(stream);
      pump();
    },
    opened() {
      reset();
      isOpen = true;
      pump();
    },
    lost() {
      reset();
      isOpen = false;
    },
    replied(id, reason) {
      if (!underWay || (id !== 0 && id !== underWay.id)) return;
      const request = underWay;
      request.timer.cancel();
      underWay = undefined;
      unanswered = 0;
      if (reason !== null) onRefusal(request, reason);
      else
        for (const stream of request.streams) {
          unsure.delete(stream);
          if (request.method === 'SUBSCRIBE') active.add(stream);
          else active.delete(stream);
        }
      pump();
    },
  };
}
