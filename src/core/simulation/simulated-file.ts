// One database file of a simulated machine: in memory, outliving whoever opened it, with images of what a power cut leaves.
import { DatabaseSync } from 'node:sqlite';
import { NodeDatabase } from '../disk/node-disk.ts';

export class SimulatedFile {
  readonly #keepsImages: boolean;
  readonly #connections = new Set<object>();
  #memory = new DatabaseSync(':memory:');
  #database: NodeDatabase | undefined;
  /** The file as it was before the open transaction. */
  #before: Uint8Array | undefined;
  /** Somebody else had it open by then, and reads it as it was. */
  #isShared = false;
  #snapshot: NodeDatabase | undefined;
  /** The file as it was when it last was on the disk for certain. */
  #synced: Uint8Array | undefined;
  /** Whose sync failed: what the system has forgotten since no later sync of theirs brings to the disk. */
  #deceived: object | undefined;
  /** Who has a transaction open. */
  writer: object | undefined;

  /** @param keepsImages false where power is never cut, because an image costs a copy of the file */
  constructor(keepsImages: boolean) {
    this.#keepsImages = keepsImages;
  }

  get database(): NodeDatabase {
    this.#database ??= new NodeDatabase(this.#memory);
    return this.#database;
  }

  /** What others see while a transaction is open; undefined when nobody kept it. */
  get snapshot(): NodeDatabase | undefined {
    if (this.#snapshot || !this.#isShared || !this.#before) return this.#snapshot;
    const copy = new DatabaseSync(':memory:');
    copy.deserialize(this.#before);
    this.#snapshot = new NodeDatabase(copy);
    this.#snapshot.exec('PRAGMA query_only = ON');
    return this.#snapshot;
  }

  connect(connection: object): void {
    this.#connections.add(connection);
  }

  disconnect(connection: object): void {
    this.#connections.delete(connection);
    // Whoever opens the file anew has looked at the disk.
    if (this.#deceived === connection) this.#deceived = undefined;
    if (this.writer !== connection) return;
    if (this.database.isInTransaction) this.database.rollback();
    this.ended();
  }

  begin(writer: object): void {
    this.#isShared = this.#connections.size > 1;
    if (this.#isShared || this.#keepsImages) this.#before = this.#memory.serialize();
    this.database.begin('full');
    this.writer = writer;
  }

  /** The transaction is over, this way or that. */
  ended(): void {
    this.writer = undefined;
    this.#before = undefined;
    this.#snapshot?.close();
    this.#snapshot = undefined;
  }

  /** Something is about to be committed that a power cut may take. */
  beforeUnsynced(): void {
    if (this.#keepsImages) this.#synced ??= this.#memory.serialize();
  }

  /** The disk has not confirmed what is about to be committed: from now on a power cut may take it. */
  syncFailed(): void {
    if (!this.#keepsImages) return;
    this.#synced ??= this.#before;
    this.#deceived = this.writer;
  }

  /** All that was committed so far is on the disk, unless a sync of this connection has failed before. */
  synced(): void {
    if (!this.#deceived) this.#synced = undefined;
  }

  get hasUnsynced(): boolean {
    return this.#synced !== undefined;
  }

  /** What a power cut leaves: everything, or what was on the disk for certain. The dead have left their connections. */
  losePower(isTailLost: boolean): void {
    const image = this.#synced;
    this.#synced = undefined;
    if (!isTailLost || !image) return;
    this.#database?.close();
    this.#database = undefined;
    this.#memory = new DatabaseSync(':memory:');
    this.#memory.deserialize(image);
  }

  close(): void {
    this.#snapshot?.close();
    this.database.close();
  }
}
