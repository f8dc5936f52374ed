// Looks at the rules by their periods, and tells everybody once when an alert is raised and once when it is over.
import type { SystemAlert } from '../../../api/alerts.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../core/log/log.ts';
import { toShownText } from '../../../core/outside/shown-text.ts';
import type { Random } from '../../../core/random.ts';
import { AlertBook, type AlertStore, type Remembered } from './alert-book.ts';
import { Judge } from './judge.ts';
import { type AlertFacts, type AlertRule, type Finding, SECOND_MS, type Severity } from './rule.ts';

export type AlertOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: AlertStore;
  readonly rules: readonly AlertRule[];
  /** Kinds that no rule raises; an open alert of any other kind comes from another version and is cleared. */
  readonly toldKinds: readonly string[];
  facts(): Promise<AlertFacts>;
  /** Those who watch: every change of every alert, also of muted kinds. */
  readonly live: { begin(alerts: readonly SystemAlert[]): void; publish(alert: SystemAlert): void };
  /** Those who are told at once, by MQTT: nothing of muted kinds. At its end it says so. Must not throw. */
  readonly onAlert: (alert: SystemAlert) => void;
};

/** Something that no rule finds because it happens once, as a webhook that was switched off. */
export type Told = Finding & { readonly kind: string; readonly severity: Severity };

export interface Alerts {
  /** Raises one unless it is open. */
  tell(alert: Told): void;
  /** It is over; `says` is the message of recovery. */
  end(kind: string, subject: string, says: string): void;
  /** What is open of a kind. */
  subjectsOf(kind: string): readonly string[];
  /** A person does not want to hear of a kind until then; null ends it. */
  mute(kind: string, untilMs: number | null): void;
  stop(): Promise<void>;
}

type Open = { readonly subject: string; alert: SystemAlert; isTold: boolean };

/** Every period of a rule is a multiple of it. */
const TICK_MS = SECOND_MS;
/** Storage that tells of no earlier alerts holds up new ones no longer. */
const PATIENCE_MS = 30 * SECOND_MS;
const MAX_OPEN = 200;
const MAX_TITLE = 200;
const MAX_SAYS = 2000;

export function keepAlerts(options: AlertOptions): Alerts {
  const keeper = new AlertKeeper(options);
  const timer = options.clock.every(TICK_MS, () => keeper.tick());
  keeper.tick();
  return {
    tell: (alert) => keeper.tell(alert),
    end: (kind, subject, says) => keeper.end(kind, subject, says),
    subjectsOf: (kind) => keeper.subjectsOf(kind),
    mute: (kind, untilMs) => keeper.mute(kind, untilMs),
    async stop() {
      timer.cancel();
      await keeper.settled();
    },
  };
}

class AlertKeeper {
  readonly #options: AlertOptions;
  readonly #judges: readonly { readonly judge: Judge; dueMs: number }[];
  readonly #book: AlertBook;
  /** By kind and subject. */
  readonly #open = new Map<string, Open>();
  readonly #mutes = new Map<string, number>();
  readonly #startedMs: number;
  #isLoaded = false;
  #hasBegun = false;
  #isBusy = false;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: AlertOptions) {
    this.#options = options;
    this.#startedMs = options.clock.monotonicMs();
    this.#judges = options.rules.map((rule) => ({ judge: new Judge(rule), dueMs: this.#startedMs }));
    this.#book = new AlertBook({
      store: options.store,
      log: options.log,
      onRow: (row) => this.#onRow(row),
    });
  }

  tick(): void {
    // Facts that come slowly are not asked for twice at once.
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#looking = this.#look()
      .catch((err: unknown) => this.#options.log.error('alerts cannot be looked at', { err }))
      .finally(() => {
        this.#isBusy = false;
      });
  }

  /** Resolves when what was told is written, or cannot be at present. */
  async settled(): Promise<void> {
    await this.#looking;
    if (this.#isLoaded) await this.#book.write();
  }

  tell({ kind, severity, ...finding }: Told): void {
    this.#raise(kind, severity, finding);
  }

  end(kind: string, subject: string, says: string): void {
    this.#clear(kind, subject, says);
  }

  subjectsOf(kind: string): string[] {
    return [...this.#open.values()].filter(({ alert }) => alert.kind === kind).map(({ subject }) => subject);
  }

  mute(kind: string, untilMs: number | null): void {
    if (untilMs === null) this.#mutes.delete(kind);
    else this.#mutes.set(kind, untilMs);
  }

  async #look(): Promise<void> {
    const { clock, facts } = this.#options;
    if (!this.#isLoaded) await this.#load();
    if (!this.#hasBegun) return;
    const due = this.#judges.filter(({ dueMs }) => dueMs <= clock.monotonicMs());
    if (due.length > 0) {
      const seen = await facts();
      const nowMs = clock.monotonicMs();
      for (const one of due) {
        const isKnown = this.#judge(one.judge, seen, nowMs);
        one.dueMs = nowMs + (isKnown ? one.judge.rule.periodMs : TICK_MS);
      }
    }
    this.#tellUnmuted();
    // Before that nobody knows what is there already.
    if (this.#isLoaded) void this.#book.write();
  }

  /** False when its rule could not tell. */
  #judge(judge: Judge, facts: AlertFacts, nowMs: number): boolean {
    const { kind, severity, recovered } = judge.rule;
    const { isKnown, raised, cleared } = judge.look(facts, nowMs);
    for (const finding of raised) this.#raise(kind, severity, finding);
    for (const subject of cleared) this.#clear(kind, subject, recovered(subject));
    return isKnown;
  }

  async #load(): Promise<void> {
    const { clock, live } = this.#options;
    const remembered = await this.#book.load().catch(() => undefined);
    if (!remembered && clock.monotonicMs() - this.#startedMs < PATIENCE_MS) return;
    this.#isLoaded = remembered !== undefined;
    if (remembered || !this.#hasBegun) live.begin(remembered?.recent ?? []);
    this.#hasBegun = true;
    if (remembered) this.#adopt(remembered);
  }

  #adopt({ open, mutes }: Remembered): void {
    for (const { kind, untilMs } of mutes) if (!this.#mutes.has(kind)) this.#mutes.set(kind, untilMs);
    for (const alert of open) this.#take(alert);
  }

  #take(alert: SystemAlert): void {
    const { clock, live, toldKinds } = this.#options;
    const judge = this.#judges.find((one) => one.judge.rule.kind === alert.kind)?.judge;
    if (!judge && !toldKinds.includes(alert.kind)) return this.#book.add('clear', alert, false);
    const subject = toSubject(alert);
    const key = toKey(alert.kind, subject);
    const mine = this.#open.get(key);
    if (mine) {
      // Raised by this life before it knew: it is the same one.
      this.#book.forget(mine.alert.id);
      live.publish({ ...mine.alert, clearedAtMs: clock.now() });
    }
    this.#open.set(key, { subject, alert, isTold: mine?.isTold ?? !this.#isMuted(alert.kind) });
    judge?.adopt(subject);
  }

  #raise(kind: string, severity: Severity, { subject, title, says }: Finding): void {
    const { clock, random, live, log } = this.#options;
    const key = toKey(kind, subject);
    if (this.#open.has(key)) return;
    if (this.#open.size >= MAX_OPEN)
      return log.error('there are too many alerts for one more', { kind, title });
    const alert: SystemAlert = {
      seq: this.#book.nextSeq(),
      id: `${kind}:${subject}:${random.hex(4)}`,
      kind,
      severity,
      title: toShort(title, MAX_TITLE),
      says: toShort(says, MAX_SAYS),
      raisedAtMs: clock.now(),
      clearedAtMs: null,
      readAtMs: null,
    };
    const open: Open = { subject, alert, isTold: false };
    this.#open.set(key, open);
    live.publish(alert);
    if (this.#isMuted(kind)) this.#book.add('raise', alert, false);
    else this.#tell(open);
  }

  #clear(kind: string, subject: string, says: string): void {
    const { clock, live, log, onAlert } = this.#options;
    const key = toKey(kind, subject);
    const open = this.#open.get(key);
    if (!open) return;
    this.#open.delete(key);
    const alert = { ...open.alert, clearedAtMs: clock.now() };
    // Who did not hear of it need not hear of its end; who did hears of it in a silence too, for nothing says it later.
    const { isTold } = open;
    this.#book.add('clear', { ...alert, says: toShort(says, MAX_SAYS) }, isTold);
    live.publish(alert);
    if (!isTold) return;
    log.info(`alert over: ${says}`, { kind, alert: alert.id, forMs: alert.clearedAtMs - alert.raisedAtMs });
    onAlert({ ...alert, says });
  }

  /** What is still there when the silence ends is told then. */
  #tellUnmuted(): void {
    for (const open of this.#open.values())
      if (!open.isTold && !this.#isMuted(open.alert.kind)) this.#tell(open);
  }

  #tell(open: Open): void {
    const { alert } = open;
    const { id, kind, severity, title, says } = alert;
    open.isTold = true;
    this.#book.add('raise', alert, true);
    const level = severity === 'critical' ? 'error' : severity === 'warning' ? 'warn' : 'info';
    this.#options.log[level](`alert: ${title}`, { kind, alert: id, says });
    this.#options.onAlert(alert);
  }

  /** Storage gave it its number. */
  #onRow(row: SystemAlert): void {
    const open = this.#open.get(toKey(row.kind, toSubject(row)));
    if (open?.alert.id === row.id) open.alert = row;
    this.#options.live.publish(row);
  }

  #isMuted(kind: string): boolean {
    return (this.#mutes.get(kind) ?? 0) > this.#options.clock.now();
  }
}

function toShort(text: string, max: number): string {
  return toShownText(text).slice(0, max).toWellFormed();
}

function toKey(kind: string, subject: string): string {
  return `${kind} ${subject}`;
}

/** An id is the kind, the subject and a word of chance with colons between. */
function toSubject({ id, kind }: SystemAlert): string {
  return id.slice(kind.length + 1, id.lastIndexOf(':'));
}
