// The requests of the gateway as types: method and path of each are checked against its declaration when this is compiled.
import type { z } from 'zod';
import type { routes } from '../../../src/api/index.ts';

type Routes = typeof routes;

/** Such as `PUT /api/alerts/kinds/{kind}/mute`. */
type Table = { [K in keyof Routes as `${Routes[K]['method']} ${Routes[K]['path']}`]: Routes[K] };
export type RouteName = keyof Table;

/** What may be read without changing anything. */
export type ReadName = Extract<RouteName, `GET ${string}`>;

type Part<R, K extends 'params' | 'query' | 'body'> = R extends { [key in K]: infer S extends z.ZodType }
  ? { [key in K]: z.input<S> }
  : unknown;

type Inputs = {
  [N in RouteName]: Part<Table[N], 'params'> & Part<Table[N], 'query'> & Part<Table[N], 'body'>;
};
type Replies = {
  [N in RouteName]: Table[N] extends { reply: infer S extends z.ZodType } ? z.output<S> : undefined;
};

/** What goes with a request: `params`, `query` and `body`, where it has them. */
export type InputOf<N extends RouteName> = Inputs[N];
export type ReplyOf<N extends RouteName> = Replies[N];

export type Session = ReplyOf<'GET /api/session'>;
export type SignedIn = NonNullable<Session['user']>;
export type Role = SignedIn['role'];
export type Mode = Session['mode'];
