import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeBalance } from './change-balance.ts';
import { closeReservation } from './close-reservation.ts';
import { reserveFunds } from './reserve-funds.ts';
import { sendMessage } from './send-message.ts';

const entry = { key: 'k', account: 'a', asset: 'x', amount: '1', reason: '' };
const intent = { id: 'i', account: 'a', asset: 'x', amount: '1' };
const huge = '9'.repeat(78);
const nonsense = [
  '',
  ' 1',
  '1 ',
  '1\n',
  '+1',
  '01',
  '-01',
  '-0',
  '1.0',
  '1.',
  '.5',
  '1e3',
  '0x1',
  '1_000',
  '1,000',
  'NaN',
  'Infinity',
  '١',
  `1${huge}`,
];

test('an amount is whole, written in one way only, and of bounded length', () => {
  for (const amount of nonsense) {
    assert.equal(changeBalance.input.safeParse({ ...entry, amount }).success, false, `change ${amount}`);
    assert.equal(reserveFunds.input.safeParse({ ...intent, amount }).success, false, `reserve ${amount}`);
    assert.equal(
      closeReservation.input.safeParse({ id: 'i', spent: amount }).success,
      false,
      `close ${amount}`,
    );
  }
  for (const amount of [1, 1n, null, undefined, ['1'], {}] as const)
    assert.equal(changeBalance.input.safeParse({ ...entry, amount }).success, false, typeof amount);
});

test('a balance may change up and down, a reservation is more than nothing, and nothing negative is spent', () => {
  const changes = ['0', '1', '-1', huge, `-${huge}`].map(
    (amount) => changeBalance.input.safeParse({ ...entry, amount }).success,
  );
  assert.deepEqual(changes, [true, true, true, true, true]);
  const reserved = ['1', huge, '0', '-1'].map(
    (amount) => reserveFunds.input.safeParse({ ...intent, amount }).success,
  );
  assert.deepEqual(reserved, [true, true, false, false]);
  const spent = ['0', huge, '-1'].map(
    (amount) => closeReservation.input.safeParse({ id: 'i', spent: amount }).success,
  );
  assert.deepEqual(spent, [true, true, false]);
});

test('a name is there and short', () => {
  for (const key of ['', 'x'.repeat(201)]) {
    assert.equal(changeBalance.input.safeParse({ ...entry, key }).success, false);
    assert.equal(reserveFunds.input.safeParse({ ...intent, account: key }).success, false);
  }
});

test('what would not be stored as it is, or not at all, is not taken: two keys would become one', () => {
  const message = { topic: 'alerts', key: 'k', payload: '\ud800 and \0 are escaped' };
  assert.equal(sendMessage.input.safeParse(message).success, true);
  assert.equal(sendMessage.input.safeParse({ ...message, key: '😀 é' }).success, true);
  for (const key of ['\ud800', 'a\udc00', 'a\0b'])
    assert.equal(sendMessage.input.safeParse({ ...message, key }).success, false, JSON.stringify(key));
});
