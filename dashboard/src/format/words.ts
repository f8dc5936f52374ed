// Names of the audit in the words of people.

/** `restartWorker` and `webhook.letter-resent` as `Restart worker` and `Webhook letter resent`. */
export function toWords(action: string): string {
  const words = action
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[.\-_]+/g, ' ')
    .toLowerCase()
    .replace(/\btotp\b/, 'second factor');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `user:ada` is ada, `token:t1` stays told apart as token t1. */
export function toWho(actor: string): string {
  if (actor.startsWith('user:')) return actor.slice('user:'.length);
  return actor.replace(':', ' ');
}
