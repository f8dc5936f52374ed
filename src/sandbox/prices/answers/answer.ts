// What a feed answers to one request; undefined where the path is not one of its own.
import type { MarketView } from '../token-market.ts';

export type Asked = {
  readonly path: string;
  readonly query: URLSearchParams;
  /** Null where the request carries none. */
  readonly key: string | null;
  readonly view: MarketView;
};
export type Answer = { readonly status: number; readonly body: unknown };
export type AnswerFeed = (asked: Asked) => Answer | undefined;

export function toList(text: string): string[] {
  return text.split(',').filter(Boolean);
}
