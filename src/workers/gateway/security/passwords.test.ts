import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '../../../core/random.ts';
import { createPasswords } from './passwords.ts';

const cheap = { N: 2 ** 4, r: 1, p: 1 };
const passwords = createPasswords(systemRandom, cheap);

test('a password is kept as scrypt with a salt of its own, and found again', async () => {
  const [one, two] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
  assert.notEqual(one, two);
  assert.match(one, /^scrypt\$16\$1\$1\$[\w-]{22}\$[\w-]{43}$/);
  assert.equal(await passwords.verify('correct horse', one), true);
  assert.equal(await passwords.verify('correct hors', one), false);
});

test('what is kept tells its cost, so that a later one does not lock anybody out', async () => {
  const stored = await passwords.hash('correct horse');
  assert.equal(
    await createPasswords(systemRandom, { N: 2 ** 5, r: 2, p: 1 }).verify('correct horse', stored),
    true,
  );
});

test('the cost of the program is what OWASP asks for', async () => {
  assert.match(await createPasswords(systemRandom).hash('x'), /^scrypt\$131072\$8\$1\$/);
});

test('letters written in two ways are one password', async () => {
  const stored = await passwords.hash('Zo\u00eb');
  assert.equal(await passwords.verify('Zoe\u0308', stored), true);
});

test('a name that nobody has costs as much, and no password fits it', async () => {
  assert.equal(await passwords.verify('', undefined), false);
  assert.equal(await passwords.verify('anything', undefined), false);
});

test('a name that nobody has waits in the same line', async () => {
  const tries = Array.from({ length: 40 }, () => passwords.verify('x', undefined));
  const outcomes = await Promise.allSettled(tries);
  assert.equal(outcomes.filter(({ status }) => status === 'rejected').length, 40 - 22);
});

test('a crowd of strangers does not shut out who is known here', async () => {
  const strangers = Array.from({ length: 22 }, () => passwords.verify('x', undefined));
  const order: string[] = [];
  void strangers[21]?.then(() => order.push('stranger'));
  await passwords.verify('x', undefined, true).then(() => order.push('known'));
  await Promise.allSettled(strangers);
  assert.deepEqual(order, ['known', 'stranger']);
});

test('more than a few at once are refused instead of filling the memory', async () => {
  const tries = Array.from({ length: 40 }, () => passwords.hash('x'));
  const outcomes = await Promise.allSettled(tries);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  assert.equal(refused.length, 40 - 22);
  assert.ok(refused.every(({ reason }) => reason.code === 'QUEUE_FULL'));
});
