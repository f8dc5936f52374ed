// Every error Zapflow raises, once: its kind decides the policy, its message is the default text.

/** What an error asks of whoever meets it; see docs/errors.md for the policy of each kind. */
export type ErrorKind = 'config' | 'input' | 'transient' | 'refused' | 'unknown-outcome' | 'bug';

type ErrorEntry = { readonly kind: ErrorKind; readonly message: string; readonly fix: string };

export const errorTable = {
  // configuration
  CONFIG_INVALID: {
    kind: 'config',
    message: 'The configuration is not valid.',
    fix: 'Correct the named setting; docs/configuration.md lists every key with its type and default.',
  },

  // calls and messages
  MESSAGE_INVALID: {
    kind: 'input',
    message: 'A message does not match its contract.',
    fix: 'Send what the contract declares; `details.issues` names each path and what was expected.',
  },
  MESSAGE_TOO_LARGE: {
    kind: 'input',
    message: 'A message is larger than a link carries.',
    fix: 'Send less at once, or raise `runtime.maxMessageBytes`.',
  },
  MESSAGE_NOT_DATA: {
    kind: 'input',
    message: 'A message holds something that is not plain data.',
    fix: 'Send plain values only: no functions, promises or handles.',
  },
  CALL_UNKNOWN: {
    kind: 'input',
    message: 'The service has no such call.',
    fix: 'Both sides must run the same version of the contract.',
  },
  CALL_CANCELLED: {
    kind: 'refused',
    message: 'The caller cancelled the call.',
    fix: 'Nothing to do; the handler was told through its signal.',
  },
  CALL_EXPIRED: {
    kind: 'transient',
    message: 'The deadline of an idempotent call passed before its reply.',
    fix: 'Try again; look for a slow or blocked worker in /api/stats.',
  },
  CALL_UNANSWERED: {
    kind: 'unknown-outcome',
    message: 'The deadline of a call passed before its reply, so it may have happened.',
    fix: 'Ask the service what became of it before doing it again.',
  },
  PEER_DIED: {
    kind: 'transient',
    message: 'The worker died before it took the call.',
    fix: 'Try again; the supervisor restarts the worker.',
  },
  PEER_DIED_UNANSWERED: {
    kind: 'unknown-outcome',
    message: 'The worker died while it had the call, so it may have happened.',
    fix: 'Ask the service what became of it before doing it again.',
  },
  PEER_UNAVAILABLE: {
    kind: 'transient',
    message: 'The worker is not running.',
    fix: 'See `zapflow status`; a worker at its restart cap starts again with `zapflow restart WORKER`.',
  },
  QUEUE_FULL: {
    kind: 'transient',
    message: 'A bounded queue is full.',
    fix: 'Slow down or try later; /metrics shows which queue and how deep.',
  },
  SERVICE_STOPPING: {
    kind: 'transient',
    message: 'The service is shutting down and takes no new work.',
    fix: 'Try again after the restart.',
  },

  // our own mistakes
  BUG: {
    kind: 'bug',
    message: 'An assumption of the program broke.',
    fix: 'Report it with the stack from the log.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;
