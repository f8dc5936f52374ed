// PostgreSQL as the engine sees it: one session that writes and a way to read beside it. A simulator hands in a double.
import type { Secret } from '../../../core/secret.ts';
import type { SqlConnection, SqlResult } from './sql-connection.ts';

export type ServerResult = SqlResult & {
  /** What the server says it did, such as COMMIT; the last one of several statements. */
  readonly command: string;
};

export interface ServerSession {
  /** Several statements without parameters may be sent as one text. Every error is an AppError. */
  query(...statement: Parameters<SqlConnection['query']>): Promise<ServerResult>;
  /** Resolves with the reason when the connection is gone, whoever ended it. */
  readonly lost: Promise<Error>;
  readonly isLost: boolean;
  /** Lets go at once, whatever is under way. */
  cut(): void;
  close(): Promise<void>;
}

export interface PostgresServer {
  /** A session that holds the right to write, which nobody else has at the same time. */
  connect(): Promise<ServerSession>;
  /** Answers from committed rows, on whichever connection is free. */
  read: ServerSession['query'];
  /** Open at present for reading. */
  readonly readConnections: number;
  close(): Promise<void>;
}

export type ServerOptions = {
  readonly url: Secret;
  readonly poolConnections: number;
  readonly readTimeoutMs: number;
};

export type OpenServer = (options: ServerOptions) => PostgresServer;
