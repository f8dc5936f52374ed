// One request that the gateway answers: declared once, for the server, the document for clients and the dashboard.
import type { z } from 'zod';
import type { Access } from './roles.ts';

/** What a token can be limited to, and the chapters of the document. */
export const areas = [
  'session',
  'system',
  'logs',
  'metrics',
  'alerts',
  'trading',
  'settings',
  'users',
  'tokens',
  'webhooks',
  'audit',
  'sandbox',
  'market',
  'solana',
] as const;
export type Area = (typeof areas)[number];

export type RouteDefinition = {
  /** GET never changes anything. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{name}` for what `params` declares. */
  readonly path: `/${string}`;
  /** One line, an imperative. */
  readonly summary: string;
  readonly area: Area;
  /** The least role. */
  readonly access: Access;
  /** Needs a password or code given within the last minutes: what concerns keys, money and who may do what. */
  readonly stepUp?: boolean;
  /** Only a person who signed in, never a token. */
  readonly peopleOnly?: boolean;
  /** Answered the same to everybody, so nobody is looked up: not even a token that is wrong keeps it away. */
  readonly asksNobody?: boolean;
  /** Answered in live mode also before the second factor is set. */
  readonly beforeTotp?: boolean;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Left out where there is nothing to tell: 204. */
  readonly reply?: z.ZodType;
  /** Several clients are given one and the same object, which is then written as text once. Never for what only one may see. */
  readonly isShared?: boolean;
  /** Of a reply that is not JSON; a long one may come in parts. */
  readonly replyType?: string;
};

export function defineRoute<const R extends RouteDefinition>(route: R): R {
  return route;
}

type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a handler gets, checked. */
export type RouteInput<R extends RouteDefinition> = {
  readonly params: OutputOf<R['params']>;
  readonly query: OutputOf<R['query']>;
  readonly body: OutputOf<R['body']>;
};

/** What a handler answers, before it is checked and stripped. */
export type RouteReply<R extends RouteDefinition> = R['reply'] extends z.ZodType
  ? z.input<R['reply']> | (R['replyType'] extends string ? AsyncIterable<string> : never)
  : undefined;
