// Names of the audit in the words of people.

const whole: Readonly<Record<string, string>> = {
  startSession: 'Signed in',
  endSession: 'Signed out',
  endSessionsOf: 'Signed out everywhere',
  setStepUp: 'Proved it was them',
  explainStop: 'Gave the reason of the stop',
  'webhook.letter-resent': 'Sent a dead letter again',
  'webhook.letter-dropped': 'Gave up a dead letter',
};
/** Verbs that do not end in -ed. */
const past: Readonly<Record<string, string>> = {
  Begin: 'Began',
  Give: 'Gave',
  Make: 'Made',
  Read: 'Read',
  Set: 'Set',
  Stop: 'Stopped',
};

/** `fillsLate` and `orders.late-fill` as `Fills late` and `Orders late fill`. */
export function toWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[.\-_]+/g, ' ')
    .toLowerCase()
    .replace(/\btotp\b/, 'second factor');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An action of the audit as what was done: `restartWorker` as `Restarted worker`. */
export function toDeed(action: string): string {
  const known = whole[action];
  if (known !== undefined) return known;
  const [verb = '', ...others] = toWords(action).split(' ');
  return others.length === 0 ? verb : [toPast(verb), ...others].join(' ');
}

function toPast(verb: string): string {
  if (verb.endsWith('ed')) return verb;
  return past[verb] ?? (verb.endsWith('e') ? `${verb}d` : `${verb}ed`);
}

/** `user:ada` is ada; `token:t1` is told apart as token grafana, where `names` has its name. */
export function toWho(actor: string, names: Readonly<Record<string, string>> = {}): string {
  const name = names[actor];
  if (name !== undefined) return `${actor.slice(0, actor.indexOf(':'))} ${name}`;
  if (actor.startsWith('user:')) return actor.slice('user:'.length);
  return actor.replace(':', ' ');
}
