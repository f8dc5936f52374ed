// What the service stands on: one connection that writes, and a way to read beside it.
import type { WriteConnection } from './sql-connection.ts';

export interface Engine {
  readonly connection: WriteConnection;
  /** Runs a read of the registry on committed rows; its input has been checked. */
  read(name: string, input: unknown): Promise<unknown>;
  close(): Promise<void>;
}
