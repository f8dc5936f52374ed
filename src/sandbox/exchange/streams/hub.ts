// Who hears which stream. A message is printed once, and framed once for each of the two shapes in which it is sent.
import type { MarketKind } from '../../market/instrument.ts';
import { toTextFrame } from './frame.ts';

export type Hearer = {
  /** Whether it is sent with the name of its stream. */
  readonly isCombined: boolean;
  send(frame: Buffer): void;
};

/** What a fault makes of a message: none, once, twice or others. */
export type Tamper = (kind: MarketKind, stream: string, text: string) => readonly string[];

export type StreamHub = {
  hear(kind: MarketKind, stream: string, hearer: Hearer): void;
  leave(kind: MarketKind, stream: string, hearer: Hearer): void;
  /** Whether anybody hears it. */
  isHeard(topic: string): boolean;
  /** Topics that are heard, as `topicOf` names them. */
  readonly heard: Iterable<string>;
  publish(kind: MarketKind, stream: string, text: string): void;
  /** Messages sent, one for each who heard it. */
  readonly sent: number;
};

export function topicOf(kind: MarketKind, stream: string): string {
  return `${kind}/${stream}`;
}

export function createStreamHub(tamper: Tamper | undefined): StreamHub {
  const topics = new Map<string, Set<Hearer>>();
  let sent = 0;

  const deliver = (hearers: ReadonlySet<Hearer>, stream: string, text: string) => {
    let plain: Buffer | undefined;
    let combined: Buffer | undefined;
    for (const hearer of hearers) {
      if (hearer.isCombined) {
        combined ??= toTextFrame(`{"stream":"${stream}","data":${text}}`);
        hearer.send(combined);
      } else {
        plain ??= toTextFrame(text);
        hearer.send(plain);
      }
    }
    sent += hearers.size;
  };

  return {
    hear(kind, stream, hearer) {
      const topic = topicOf(kind, stream);
      const hearers = topics.get(topic) ?? new Set();
      topics.set(topic, hearers.add(hearer));
    },
    leave(kind, stream, hearer) {
      const topic = topicOf(kind, stream);
      const hearers = topics.get(topic);
      hearers?.delete(hearer);
      if (hearers?.size === 0) topics.delete(topic);
    },
    isHeard: (topic) => topics.has(topic),
    get heard() {
      return topics.keys();
    },
    publish(kind, stream, text) {
      const hearers = topics.get(topicOf(kind, stream));
      if (!hearers) return;
      if (!tamper) deliver(hearers, stream, text);
      else for (const one of tamper(kind, stream, text)) deliver(hearers, stream, one);
    },
    get sent() {
      return sent;
    },
  };
}
