// Small defects that the simulator must find: each is one text of the source replaced by another, in a copy.

export type Defect = {
  readonly name: string;
  /** What goes wrong, and after which row of the list of known mistakes. */
  readonly why: string;
  readonly file: string;
  /** Occurs once in the file. */
  readonly find: string;
  readonly replace: string;
};

export const defects: readonly Defect[] = [
  {
    name: 'reply-to-another',
    why: 'A reply goes to whoever has waited longest (pool: two listeners take one reply, so a caller gets another’s result).',
    file: 'src/core/link/outgoing-calls.ts',
    find: 'const pending = this.#pending.get(id as number);\n    if (!pending) {',
    replace: 'const pending = this.#pending.values().next().value;\n    if (!pending) {',
  },
  {
    name: 'retry-what-may-have-happened',
    why: 'A call that its dead peer may have done is sent again (executor: a retry after a time-out buys twice).',
    file: 'src/core/link/outgoing-calls.ts',
    find: "if (!pending.declared.idempotent) this.#settle(pending, this.#error('PEER_DIED_UNANSWERED', pending));",
    replace: 'if (false) this.#settle(pending, this.#error("PEER_DIED_UNANSWERED", pending));',
  },
];
