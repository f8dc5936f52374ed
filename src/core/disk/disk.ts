// The door to the disk: SQLite databases with explicit transactions. Services get it as `context.disk`; the simulator
// hands in one whose commits can be lost.

export type SqlValue = null | number | bigint | string | Uint8Array;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** `full` survives a power cut, `normal` a killed process. */
export type Durability = 'full' | 'normal';

export interface Statement {
  /** Whether it answers with rows. */
  readonly returnsRows: boolean;
  all(parameters: readonly SqlValue[]): SqlRow[];
  run(parameters: readonly SqlValue[]): { readonly changes: number };
}

/** Every method throws an AppError that names what is wrong with the disk, the file or the row. */
export interface Database {
  exec(sql: string): void;
  /** The same text gives the same statement, prepared once. */
  prepare(sql: string): Statement;
  /** Takes the write lock at once, so that no transaction fails half-way for want of it. */
  begin(durability: Durability): void;
  /** After an error nothing of the transaction is there, unless it is DISK_SYNC_FAILED: then nobody knows. */
  commit(): void;
  rollback(): void;
  readonly isInTransaction: boolean;
  /** False when the path no longer leads to the open file: what is written then is lost when it is closed. */
  readonly isInPlace: boolean;
  close(): void;
}

export type OpenOptions = {
  readonly readOnly?: boolean;
  /** How long to wait for the lock of another process; 5 s unless told. */
  readonly busyTimeoutMs?: number;
};

export interface Disk {
  /** Opens the database file, and creates it unless it is only read. */
  open(path: string, options?: OpenOptions): Database;
  /** What a user may still write where the file lies; undefined where that cannot be told. A disk without bounds has none of it. */
  freeBytes?(path: string): number | undefined;
}
