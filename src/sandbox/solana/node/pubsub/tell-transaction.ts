// Tells those whom a transaction concerns. What is told is printed once, however many hear it.
import { SYSTEM } from '../../../../domain/solana/programs.ts';
import { type AccountShape, encodeAccount } from '../accounts/encode-account.ts';
import type { StoredAccount } from '../accounts/stored-account.ts';
import type { Bank } from '../bank/bank.ts';
import type { AccountChange, LandedTransaction } from '../ledger/block.ts';
import { API_VERSION } from '../rpc/method.ts';
import type { Subscription } from './subscription.ts';
import type { SubscriptionIndex } from './subscription-index.ts';

/** How an account that was emptied is told. */
const gone: StoredAccount = { lamports: 0n, data: new Uint8Array(0), owner: SYSTEM, isExecutable: false };

export function notificationOf(kind: string, resultText: string, id: number): string {
  return `{"jsonrpc":"2.0","method":"${kind}Notification","params":{"result":${resultText},"subscription":${id}}}`;
}

export function toResultText(slot: number, valueText: string): string {
  return `{"context":{"apiVersion":"${API_VERSION}","slot":${slot}},"value":${valueText}}`;
}

export function tellTransaction(index: SubscriptionIndex, landed: LandedTransaction, bank: Bank): void {
  tellSignature(index, landed);
  if (index.has('logs')) tellLogs(index, landed);
  const hasPrograms = index.has('program');
  if (!hasPrograms && !index.has('account')) return;
  for (const change of landed.changes) {
    tellAccount(index, change, landed, bank);
    if (hasPrograms) tellProgram(index, change, landed, bank);
  }
}

export function tellSignature(
  index: SubscriptionIndex,
  { signature, error, block }: LandedTransaction,
): void {
  const text = () => toResultText(block.slot, JSON.stringify({ err: error }));
  // each ends with it, which changes the list
  for (const subscription of [...index.of('signature', signature)]) {
    subscription.notify(notificationOf('signature', text(), subscription.id));
    subscription.done();
  }
}

function tellLogs(
  index: SubscriptionIndex,
  { signature, error, logs, block, keys }: LandedTransaction,
): void {
  let text: string | undefined;
  const tell = (subscriptions: Iterable<Subscription>) => {
    for (const { id, notify } of subscriptions) {
      text ??= toResultText(block.slot, JSON.stringify({ signature, err: error, logs }));
      notify(notificationOf('logs', text, id));
    }
  };
  tell(index.of('logs', null));
  for (const key of new Set(keys)) tell(index.of('logs', key));
}

function tellAccount(
  index: SubscriptionIndex,
  { address, account }: AccountChange,
  landed: LandedTransaction,
  bank: Bank,
): void {
  const print = createPrinter(landed, bank);
  for (const { id, notify, topic } of index.of('account', address)) {
    if (topic.kind !== 'account') continue;
    const text = toResultText(landed.block.slot, print(account ?? gone, topic.shape));
    notify(notificationOf('account', text, id));
  }
}

function tellProgram(
  index: SubscriptionIndex,
  { address, account }: AccountChange,
  landed: LandedTransaction,
  bank: Bank,
): void {
  if (!account) return;
  const print = createPrinter(landed, bank);
  for (const { id, notify, topic } of index.of('program', account.owner)) {
    if (topic.kind !== 'program' || !topic.filters.every((fits) => fits(account))) continue;
    const value = `{"pubkey":"${address}","account":${print(account, topic.shape)}}`;
    notify(notificationOf('program', toResultText(landed.block.slot, value), id));
  }
}

/** Prints each shape of one account once. */
function createPrinter({ block }: LandedTransaction, bank: Bank) {
  const printed = new Map<string, string>();
  return (account: StoredAccount, shape: AccountShape): string => {
    const key = `${shape.encoding} ${shape.slice?.offset} ${shape.slice?.length}`;
    const text =
      printed.get(key) ??
      JSON.stringify(encodeAccount(account, shape, (mint) => bank.decimalsOf(mint, block.height)));
    printed.set(key, text);
    return text;
  };
}
