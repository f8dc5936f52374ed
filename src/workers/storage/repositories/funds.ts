// Balances, what is reserved of them, and every change once. Amounts are whole base units, reckoned as BigInt.
import { AppError } from '../../../core/errors.ts';
import type { Queries, Tx } from '../unit.ts';

/** Keys of the entries that settle reservations; no caller may use one. */
export const SPENT = 'reservation:';

type Entry = { key: string; account: string; asset: string; amount: string; reason: string };
type Holding = { readonly total: bigint; readonly reserved: bigint };

export async function holdingOf(db: Queries, account: string, asset: string): Promise<Holding> {
  const row = await db
    .selectFrom('balances')
    .select(['total', 'reserved'])
    .where('account', '=', account)
    .where('asset', '=', asset)
    .executeTakeFirst();
  return { total: BigInt(row?.total ?? 0), reserved: BigInt(row?.reserved ?? 0) };
}

export async function changeBalance(tx: Tx, entry: Entry): Promise<void> {
  const { key, account, asset, amount } = entry;
  const known = await tx.db
    .selectFrom('entries')
    .select(['account', 'asset', 'amount'])
    .where('entry_key', '=', key)
    .executeTakeFirst();
  if (known) {
    if (known.account === account && known.asset === asset && known.amount === amount) return;
    throw new AppError('KEY_REUSED', undefined, { details: { key } });
  }
  const { total, reserved } = await holdingOf(tx.db, account, asset);
  const after = total + BigInt(amount);
  if (after < reserved)
    throw new AppError('FUNDS_INSUFFICIENT', undefined, {
      details: { account, asset, available: String(total - reserved), wanted: String(-BigInt(amount)) },
    });
  await setHolding(tx, account, asset, { total: after, reserved });
  await enter(tx, entry);
}

/** Every change of a total is an entry, so that the entries of an account always make its total. */
async function enter(tx: Tx, { key, account, asset, amount, reason }: Entry): Promise<void> {
  await tx.db
    .insertInto('entries')
    .values({ entry_key: key, account, asset, amount, reason, created_at: tx.nowMs })
    .execute();
}

export async function reserve(
  tx: Tx,
  { id, account, asset, amount }: { id: string; account: string; asset: string; amount: string },
): Promise<void> {
  const known = await reservationOf(tx.db, id);
  if (known) {
    if (known.account !== account || known.asset !== asset || known.amount !== amount)
      throw new AppError('KEY_REUSED', undefined, { details: { key: id } });
    // Whoever asks late must not believe that the money is still kept for it.
    if (known.state !== 'open') throw new AppError('RESERVATION_CLOSED', undefined, { details: { id } });
    return;
  }
  const { total, reserved } = await holdingOf(tx.db, account, asset);
  const wanted = BigInt(amount);
  if (total - reserved < wanted)
    throw new AppError('FUNDS_INSUFFICIENT', undefined, {
      details: { account, asset, available: String(total - reserved), wanted: amount },
    });
  await setHolding(tx, account, asset, { total, reserved: reserved + wanted });
  await tx.db
    .insertInto('reservations')
    .values({ id, account, asset, amount, state: 'open', spent: '0', created_at: tx.nowMs, closed_at: null })
    .execute();
}

export async function closeReservation(tx: Tx, { id, spent }: { id: string; spent: string }): Promise<void> {
  const known = await reservationOf(tx.db, id);
  if (!known) throw new AppError('RESERVATION_UNKNOWN', undefined, { details: { id } });
  const { account, asset, amount, state } = known;
  if (state !== 'open') {
    if (known.spent === spent) return;
    throw new AppError('KEY_REUSED', undefined, { details: { key: id } });
  }
  if (BigInt(spent) > BigInt(amount))
    throw new AppError('FUNDS_INSUFFICIENT', undefined, {
      details: { account, asset, available: amount, wanted: spent },
    });
  const { total, reserved } = await holdingOf(tx.db, account, asset);
  await setHolding(tx, account, asset, {
    total: total - BigInt(spent),
    reserved: reserved - BigInt(amount),
  });
  if (spent !== '0')
    await enter(tx, { key: SPENT + id, account, asset, amount: `-${spent}`, reason: 'reservation settled' });
  await tx.db
    .updateTable('reservations')
    .set({ state: spent === '0' ? 'released' : 'settled', spent, closed_at: tx.nowMs })
    .where('id', '=', id)
    .execute();
}

function reservationOf(db: Queries, id: string) {
  return db.selectFrom('reservations').selectAll().where('id', '=', id).executeTakeFirst();
}

async function setHolding(tx: Tx, account: string, asset: string, holding: Holding): Promise<void> {
  const amounts = { total: String(holding.total), reserved: String(holding.reserved) };
  await tx.db
    .insertInto('balances')
    .values({ account, asset, ...amounts })
    .onConflict((conflict) => conflict.columns(['account', 'asset']).doUpdateSet(amounts))
    .execute();
}
