// Names of the program in the words of people.
import { formatCount } from './number.ts';

/** `fillsLate` and `orders.late-fill` as `Fills late` and `Orders late fill`. */
export function toWords(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[.\-_]+/g, ' ')
    .toLowerCase()
    .replace(/\btotp\b/, 'second factor');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `user:ada` is ada; `token:t1` is told apart as token grafana, where `names` has its name. */
export function toWho(actor: string, names: Readonly<Record<string, string>> = {}): string {
  const name = names[actor];
  if (name !== undefined) return `${actor.slice(0, actor.indexOf(':'))} ${name}`;
  if (actor.startsWith('user:')) return actor.slice('user:'.length);
  return actor.replace(':', ' ');
}

/** `1 line` and `2,000 lines`. */
export function toCount(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
