// Who asked for what is being done now, and until when: carried through every await and every hop by itself.
import { AsyncLocalStorage } from 'node:async_hooks';

/** The cause of the work under way. Made at the edge once, and carried, never made anew. */
export interface Scope {
  /** Joins everything that one outside cause led to. */
  readonly correlationId: string;
  /** The message that led here: the parent of every message sent from here. */
  readonly parentId: string;
  /** On the monotonic clock; calls made in this scope end by then. */
  readonly deadlineMs: number | undefined;
  /** Aborted when the caller gave up. */
  readonly signal: AbortSignal | undefined;
}

const storage = new AsyncLocalStorage<Scope>();

export function currentScope(): Scope | undefined {
  return storage.getStore();
}

export function runInScope<T>(scope: Scope, run: () => T): T {
  return storage.run(scope, run);
}

/**
 * Makes this the scope until the next one is entered or left. For the loop that hands out messages: entering costs half
 * of running inside, which restores the scope before after each.
 */
export function enterScope(scope: Scope): void {
  storage.enterWith(scope);
}

export function leaveScope(): void {
  if (storage.getStore() !== undefined) storage.enterWith(undefined as unknown as Scope);
}

/** A scope for a cause from outside: a request, a timer, a line of a feed. */
export function rootScope(correlationId: string): Scope {
  return { correlationId, parentId: '', deadlineMs: undefined, signal: undefined };
}

/** The same cause without the caller's deadline and cancellation: for work that outlives the handler that began it. */
export function detach({ correlationId, parentId }: Scope): Scope {
  return { correlationId, parentId, deadlineMs: undefined, signal: undefined };
}

/** What a message carries of its cause: correlation id and parent id, both empty when it comes from nowhere. */
export function causeOf(scope: Scope | undefined): readonly [correlationId: string, parentId: string] {
  return scope ? [scope.correlationId, scope.parentId] : NO_CAUSE;
}

const NO_CAUSE = ['', ''] as const;
