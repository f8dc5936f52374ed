// A small mistake that the simulator must find: one text of the source replaced by another, in a copy.

/** The rows of the list of known mistakes, as the product's page has them. */
export type Row =
  | 'pool'
  | 'restart'
  | 'monitor'
  | 'executor'
  | 'timer batches'
  | 'messages'
  | 'health'
  | 'shutdown'
  | 'dual write'
  | 'calls'
  | 'strategies'
  | 'shared memory';

export type Defect = {
  readonly name: string;
  readonly row: Row;
  /** What goes wrong, in one sentence. */
  readonly why: string;
  readonly file: string;
  /** Occurs once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Where it fell when it was planted. A change of what it is planted in moves the seed, and is no failure. */
  readonly fell: { readonly scenario: string; readonly seed: number; readonly invariant: string };
};
