// What a handler of a route gets and gives.

import type { RouteName, routes } from '../../../api/index.ts';
import type { RouteInput, RouteReply } from '../../../api/route.ts';
import type { By } from '../../../core/by.ts';
import type { Actor } from '../security/actor.ts';

export type RouteRequest = {
  /** Undefined only at routes that anyone may ask. */
  readonly actor: Actor | undefined;
  /** Whom the audit names, and from where. */
  readonly by: By;
  readonly agent: string;
  /** The cookie by which a browser is known again. */
  readonly device: string | undefined;
  readonly correlationId: string;
  /** The session cookie of the answer; `null` takes it away. */
  setSession(id: string | null): void;
  setDevice(text: string): void;
  /** Who was found to ask: whom the log names. */
  setActor(actor: Actor): void;
  setStatus(code: number): void;
};

type Routes = typeof routes;

export type RouteHandlers = {
  readonly [N in RouteName]: (
    input: RouteInput<Routes[N]>,
    request: RouteRequest,
  ) => Promise<RouteReply<Routes[N]>> | RouteReply<Routes[N]>;
};
