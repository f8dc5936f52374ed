// The alerts as storage has them: written in the order of their happening, and again until storage takes them.
import type { SystemAlert } from '../../../api/alerts.ts';
import { toAppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log/log.ts';
import type { GatewayParts } from '../parts.ts';

export type AlertStore = Pick<GatewayParts['storage'], 'raiseAlert' | 'clearAlert' | 'openAlerts' | 'alerts'>;

/** What an earlier life left. */
export type Remembered = {
  /** Newest first. */
  readonly open: readonly SystemAlert[];
  readonly recent: readonly SystemAlert[];
  readonly mutes: readonly { readonly kind: string; readonly untilMs: number }[];
};

/** `isTold` is for the receivers of webhooks; of what is over, `says` is the message of recovery then. */
type Entry = { readonly write: 'raise' | 'clear'; readonly alert: SystemAlert; readonly isTold: boolean };

/** Changes that wait while storage takes none; beyond them the oldest are only in the log. */
const MAX_WAITING = 500;
const RECENT = 200;
const DEADLINE = { deadlineMs: 3000 };

export class AlertBook {
  readonly #store: AlertStore;
  readonly #log: Log;
  /** A row as it is in storage now, with its true number. */
  readonly #onRow: (row: SystemAlert) => void;
  readonly #waiting: Entry[] = [];
  #underway: Promise<void> | undefined;
  /** Of the newest row known. */
  #lastSeq = 0;

  constructor(options: { store: AlertStore; log: Log; onRow: (row: SystemAlert) => void }) {
    this.#store = options.store;
    this.#log = options.log;
    this.#onRow = options.onRow;
  }

  /** For an alert that storage has not numbered yet. */
  nextSeq(): number {
    return this.#lastSeq + 1;
  }

  /** Rejects while storage answers no questions. */
  async load(): Promise<Remembered> {
    const [open, page] = await Promise.all([
      this.#store.openAlerts(undefined, DEADLINE),
      this.#store.alerts({ max: RECENT }, DEADLINE),
    ]);
    this.#lastSeq = Math.max(this.#lastSeq, page.alerts[0]?.seq ?? 0);
    return { open, recent: page.alerts, mutes: page.mutes };
  }

  /** Storage owes receivers of webhooks what they are told of, in the same transaction. */
  add(write: Entry['write'], alert: SystemAlert, isTold: boolean): void {
    if (this.#waiting.length >= MAX_WAITING) {
      const lost = this.#waiting.shift();
      this.#log.error('a change of an alert is not stored', { alert: lost?.alert.id, change: lost?.write });
    }
    this.#waiting.push({ write, alert, isTold });
  }

  /** What is the same as a row of an earlier life is not written once more. */
  forget(id: string): void {
    const at = this.#waiting.findIndex(({ alert, write }) => alert.id === id && write === 'raise');
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  /** Never rejects; what storage does not take now is tried at the next call. */
  write(): Promise<void> {
    this.#underway ??= this.#writeAll().finally(() => {
      this.#underway = undefined;
    });
    return this.#underway;
  }

  async #writeAll(): Promise<void> {
    for (let entry = this.#waiting[0]; entry; entry = this.#waiting[0]) {
      const { write, alert, isTold } = entry;
      const { id, kind, severity, title, says } = alert;
      try {
        if (write === 'raise')
          await this.#store.raiseAlert({ id, kind, severity, title, says, isTold }, DEADLINE);
        else await this.#store.clearAlert({ id, recovered: isTold ? says : null }, DEADLINE);
      } catch (error) {
        this.#log.warn('an alert cannot be stored at present', { alert: id, err: error });
        // What storage will never take must not hold up what follows it.
        if (toAppError(error).kind !== 'input') return;
      }
      // What was forgotten or pushed out meanwhile is not there any more.
      if (this.#waiting[0] === entry) this.#waiting.shift();
      await this.#tell(id);
    }
  }

  /** Its number and times are storage's; while PostgreSQL is away it is in the journal, and nobody can tell them. */
  async #tell(id: string): Promise<void> {
    const page = await this.#store.alerts({ max: RECENT }, DEADLINE).catch(() => undefined);
    const row = page?.alerts.find((candidate) => candidate.id === id);
    this.#lastSeq = Math.max(this.#lastSeq, page?.alerts[0]?.seq ?? 0);
    if (row) this.#onRow(row);
  }
}
