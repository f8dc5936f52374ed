import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../core/errors.ts';
import { createLineLog } from '../testing/line-log.ts';
import { createAddressBook } from './address-book.ts';
import { createScannedMarker } from './scanned-marker.ts';
import { createTakeBack, type TakeBackOptions } from './take-back.ts';

const { signal } = new AbortController();

test('what is taken back is withdrawn once, its cursor steps back, and its wallet is asked for anew', async () => {
  const book = createAddressBook();
  const put = (address: string, signature: string) =>
    book.put(
      { address, kind: 'wallet', label: 'w', priority: 3, addedAtMs: 0 },
      { cursor: { signature, slot: 9 }, fromSlot: 0, says: null },
    );
  const [ann, bob] = [put('ann', 'lost'), put('bob', 'other')];
  book.see('ann', 'lost', 9);
  const [asked, settled, told]: [string[], string[], unknown[]] = [[], [], []];
  let isAway = true;
  const storage = {
    async withdrawTransaction() {
      if (isAway) throw new AppError('DATABASE_AWAY');
      return { isWithdrawn: true };
    },
    walletActivity: async () => ({
      activity: [
        { seq: 41, address: 'ann', transaction: { signature: 'lost' } },
        { seq: 40, address: 'bob', transaction: { signature: 'other' } },
      ],
      hasMore: true,
    }),
    followedAddresses: async ({ after }: { after: string }) =>
      after === '' ? [{ address: 'ann', cursor: { signature: 'before', slot: 7 } }] : [],
  };
  const finality = { check: async () => ['lost'], settle: (one: string) => void settled.push(one), add() {} };
  const takeBack = createTakeBack({
    ...{ storage, finality, book, log: createLineLog() },
    ask: ({ followed }: { followed: { address: string } }) => void asked.push(followed.address),
    onWithdrawn: (...withdrawn: unknown[]) => void told.push(withdrawn),
  } as unknown as TakeBackOptions);
  await assert.rejects(takeBack.run(100, signal), { code: 'DATABASE_AWAY' });
  assert.deepEqual([settled, told], [[], []], 'while storage is away it is still to do');
  isAway = false;
  await takeBack.run(100, signal);
  assert.deepEqual([settled, told, asked], [['lost'], [[41, ['ann']]], ['ann']]);
  assert.deepEqual([ann.cursor?.signature, bob.cursor?.signature], ['before', 'other']);
  assert.equal(book.see('ann', 'lost', 12), true, 'it may land again');
});

test('what was recorded shortly before the start is watched', async () => {
  const pages = [
    {
      activity: [{ seq: 9, kind: 'transaction', transaction: { signature: 'c', slot: 300 } }],
      hasMore: true,
    },
    {
      activity: [
        { seq: 8, kind: 'withdrawn', transaction: { signature: 'w', slot: 290 } },
        { seq: 7, kind: 'transaction', transaction: { signature: 'b', slot: 200 } },
      ],
      hasMore: true,
    },
  ];
  const [asked, watched]: [unknown[], string[]] = [[], []];
  const storage = {
    async walletActivity({ beforeSeq }: { beforeSeq?: number }) {
      asked.push(beforeSeq);
      return pages[asked.length - 1] ?? assert.fail('too many pages');
    },
  };
  const finality = { add: (signature: string) => void watched.push(signature) };
  await createTakeBack({ storage, finality } as unknown as TakeBackOptions).remember();
  assert.deepEqual(
    [asked, watched],
    [
      [undefined, 9],
      ['c', 'b'],
    ],
  );
});

test('the marker moves on from where storage has it, also when an answer was lost', async () => {
  let at: string | null = '5';
  let isLost = false;
  const marker = createScannedMarker({
    cursor: async () => at,
    async advanceCursor({ from, to }: { from: string | null; to: string }) {
      if (from !== at) throw new AppError('CURSOR_MOVED');
      at = to;
      if (isLost) throw new AppError('CALL_UNANSWERED');
    },
  } as unknown as Parameters<typeof createScannedMarker>[0]);
  assert.equal(await marker.load(), 5);
  await marker.save(4);
  assert.equal(at, '5', 'it never goes back');
  isLost = true;
  await assert.rejects(marker.save(8), { code: 'CALL_UNANSWERED' });
  isLost = false;
  await marker.save(9);
  await marker.save(10);
  assert.equal(at, '10');
});
