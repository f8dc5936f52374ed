// What storage promises, held against the stored rows: at every change what must always hold, at rest everything.
import type { View } from '../../../src/core/simulation/scenario.ts';
import { effectOf, RELAY_ACCOUNT, RELAY_CURSOR, TOPIC } from '../services/relay.ts';
import type { StorageModel } from './storage-model.ts';
import { disagreement, type Kind, type Thing } from './write-record.ts';

type Check = (model: StorageModel, view: View) => string | undefined;

/** After every event, and cheap while nothing changes. */
export function alwaysHolds(model: StorageModel, view: View): string | undefined {
  const { rows, broken, record } = model;
  if (broken !== undefined) return broken;
  if (!rows.isReady) return undefined;
  for (const { thing, variant } of record.takeFresh()) {
    if (model.isJournaled && thing.kind === 'message') continue;
    if (foundOf(model, thing) !== variant)
      return `${thing.kind} ${thing.key} was acknowledged and is not there.`;
  }
  return rows.hasChanged()
    ? firstWrong(model, view, [funds, cursorsNeverFall, confirmedIsHandled])
    : undefined;
}

/** When everything has come to rest. */
export function holdsAtRest(model: StorageModel, view: View): string | undefined {
  return firstWrong(model, view, [everyKey, traces, funds, order, relayed, advanced]);
}

function firstWrong(model: StorageModel, view: View, checks: readonly Check[]): string | undefined {
  for (const check of checks) {
    const wrong = check(model, view);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const questions: Readonly<Record<Kind, string>> = {
  entry:
    "select entry_key as key, account || ' ' || amount as meaning from entries where entry_key not like 'reservation:%'",
  reservation: "select id as key, account || ' ' || amount as meaning from reservations",
  closing: "select id as key, spent as meaning from reservations where state <> 'open'",
  message: "select message_key as key, '' as meaning from outbox",
  trace: 'select id as key, cast(count(*) as text) as meaning from traces group by id',
};

function foundOf({ rows }: StorageModel, { kind, key }: Thing): string | undefined {
  const [row] = rows.ask(`select meaning from (${questions[kind]}) where key = ?`, key);
  return row && String(row['meaning']);
}

function everyKey({ rows, record }: StorageModel): string | undefined {
  for (const kind of ['entry', 'reservation', 'closing', 'message'] as const) {
    const stored = new Map(
      rows.ask(questions[kind]).map(({ key, meaning }) => [String(key), String(meaning)]),
    );
    const known = record.of(kind).map(({ key }) => key);
    for (const key of new Set([...stored.keys(), ...known])) {
      if (kind === 'entry' && key.startsWith(effectOf(''))) continue;
      const wrong = disagreement(record.find(kind, key), `${kind} ${key}`, stored.get(key));
      if (wrong !== undefined) return wrong;
    }
  }
  return undefined;
}

/** These have no key, so each asking is there once, whole, or not at all. */
function traces({ rows, record }: StorageModel): string | undefined {
  const stored = new Map(rows.ask(questions.trace).map(({ key, meaning }) => [String(key), String(meaning)]));
  for (const thing of record.of('trace')) {
    const wrong = disagreement(thing, `trace ${thing.key}`, stored.get(thing.key));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const FUNDS = `select account, total, reserved,
  (select coalesce(sum(cast(amount as integer)), 0) from entries where entries.account = balances.account) as sum,
  (select coalesce(sum(cast(amount as integer)), 0) from reservations
    where reservations.account = balances.account and state = 'open') as open from balances`;

function funds({ rows }: StorageModel): string | undefined {
  for (const { account, total, reserved, sum, open } of rows.ask(FUNDS)) {
    if (Number(total) < Number(reserved) || Number(reserved) < 0)
      return `${account} has ${total}, of which ${reserved} is reserved.`;
    if (Number(total) !== sum) return `${account} has ${total}, its entries make ${sum}.`;
    if (Number(reserved) !== open)
      return `${account} has ${reserved} reserved, open reservations are ${open}.`;
  }
  return undefined;
}

function cursorsNeverFall(model: StorageModel, view: View): string | undefined {
  forgetUnconfirmed(model, view);
  const { rows, seen } = model;
  for (const row of rows.ask('select name, position from cursors')) {
    const name = String(row['name']);
    const position = Number(row['position']);
    const before = seen.get(name) ?? 0;
    if (position < before) return `The cursor ${name} fell from ${before} to ${position}.`;
    seen.set(name, position);
  }
  return undefined;
}

/** A power cut takes what a disk that does not confirm has shown: from then on only what callers were told counts. */
function forgetUnconfirmed(model: StorageModel, { faults, nowMs }: View): void {
  if (!faults.some(({ kind }) => kind === 'disk-sync')) return;
  const cuts = faults.filter(({ kind, atMs }) => kind === 'power-cut' && atMs <= nowMs).length;
  if (cuts === model.powerCuts) return;
  model.powerCuts = cuts;
  model.seen.clear();
  for (const [name, position] of model.positions) model.seen.set(name, position);
}

const UNHANDLED = `select message_key as key from outbox
  where topic = ? and seq <= (select confirmed_seq from outbox_topics where outbox_topics.topic = outbox.topic)
  and not exists (select 1 from entries where entry_key = '${effectOf('')}' || message_key)`;

const UNDECIDED = `select message_key as key from outbox_parked
  where seq > (select coalesce(max(confirmed_seq), 0) from outbox_topics where outbox_topics.topic = outbox_parked.topic)`;

function confirmedIsHandled({ rows, parked }: StorageModel): string | undefined {
  for (const { key } of rows.ask('select message_key as key from outbox_parked')) parked.add(String(key));
  const [undecided] = rows.ask(UNDECIDED);
  if (undecided) return `The message ${undecided['key']} is parked and not confirmed, so it comes again.`;
  const missed = rows.ask(UNHANDLED, TOPIC).find(({ key }) => !parked.has(String(key)));
  return missed && `The message ${missed['key']} is confirmed and has no effect.`;
}

/** What was acknowledged before something else was begun comes before it. */
function order({ rows, record, parked }: StorageModel): string | undefined {
  let latest: Thing | undefined;
  for (const { key } of rows.ask('select message_key as key from outbox order by seq')) {
    const thing = record.find('message', String(key));
    if (!thing || parked.has(thing.key)) continue;
    if (latest && thing.doneAt !== undefined && thing.doneAt < latest.begunAt)
      return `The message ${thing.key} was acknowledged before ${latest.key} was begun, and comes after it.`;
    if (!latest || thing.begunAt > latest.begunAt) latest = thing;
  }
  return undefined;
}

function relayed({ rows }: StorageModel): string | undefined {
  const messages = rows.ask('select message_key as key from outbox').map(({ key }) => effectOf(String(key)));
  const effects = rows.ask('select entry_key as key from entries where account = ?', RELAY_ACCOUNT);
  const done = new Set(effects.map(({ key }) => String(key)));
  const missed = messages.find((effect) => !done.has(effect));
  if (missed !== undefined) return `There is no ${missed}.`;
  if (done.size !== messages.length) return `${messages.length} messages have ${done.size} effects.`;
  const last = rows.number('select max(seq) from outbox');
  for (const [name, at] of [
    ['confirmed', rows.number('select confirmed_seq from outbox_topics where topic = ?', TOPIC)],
    ['the cursor', rows.number('select position from cursors where name = ?', RELAY_CURSOR)],
    ['emptied', rows.number('select count(*) from outbox_parked') === 0 ? last : 0],
  ] as const)
    if (at !== last) return `The last message is ${last}; ${name} is at ${at}.`;
  return undefined;
}

function advanced({ rows, positions }: StorageModel): string | undefined {
  for (const [name, told] of positions) {
    const at = rows.number('select position from cursors where name = ?', name);
    if (at < told) return `The cursor ${name} was acknowledged at ${told} and is at ${at}.`;
  }
  return undefined;
}
