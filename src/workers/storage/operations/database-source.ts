/** Where everything is kept: what an operation opens for itself, beside the worker or without it. */
export type DatabaseSource =
  | { readonly engine: 'sqlite'; readonly path: string }
  | {
      readonly engine: 'postgres';
      readonly url: string;
      /** Writes that wait until the server is back; the file need not be there. */
      readonly journalPath: string;
    };
