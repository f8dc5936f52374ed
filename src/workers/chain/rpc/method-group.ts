// What the calls of a node are counted as.

const groups = {
  getTransaction: 'transaction',
  getSignaturesForAddress: 'history',
  getSignatureStatuses: 'status',
  getBlock: 'block',
  getBlocks: 'block',
  getSlot: 'slot',
  getBalance: 'account',
  getAccountInfo: 'account',
  getMultipleAccounts: 'account',
  getTokenAccountsByOwner: 'account',
} as const;

export type MethodGroup = (typeof groups)[keyof typeof groups] | 'other';

export function groupOf(method: string): MethodGroup {
  return Object.hasOwn(groups, method) ? groups[method as keyof typeof groups] : 'other';
}
