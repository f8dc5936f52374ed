// Addresses that are no holders: what burns, what locks, what trades; and wallets rich enough to simulate with.
import type { Address } from '../../../domain/solana/transaction.ts';

export const PUMP = '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P';
export const PUMP_SWAP = 'pAMMBay6oceH9fJKBRHGP5D4bD4sWpmSwMn52FMfXEA';
export const CPMM = 'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C';

/** Nobody has a key for them. */
export const burning: ReadonlySet<Address> = new Set([
  '1nc1nerator11111111111111111111111111111111',
  '11111111111111111111111111111111',
]);

/** Programs whose accounts give tokens back only by their rules, and what such programs sign with. */
export const locking: ReadonlySet<Address> = new Set([
  // Raydium, Burn & Earn: the program and its authority for CPMM.
  'LockrWmn6K5twhz3y9w1dQERbmgSaRkfnTeTKbpofwE',
  '3f7GcQFG397GAaEnv51zR6tsTVihYRydnydDD1cXekxH',
  // Jupiter Lock.
  'LocpQgucEQHbqNABEYvBvwoxCPsSbG91A1QaQhQQqjn',
  // Streamflow.
  'strmRqUCoQUgGUan5YhzUZa6KqdzwX5L6FpUxfmKg5m',
]);

/** Programs of pools, and what they sign with where that is no account of theirs. */
export const trading: ReadonlySet<Address> = new Set([
  PUMP_SWAP,
  CPMM,
  'GpMZbSM2GgvTKHJirzeGfMFoaZ8UR2X7F4v8vHTvxFbL',
  '675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8',
  '5Q544fKrFoe6tsEbD7S8EmxGTJYAKtTVhAW5Q5pge4j1',
  'CAMMCzo5YL8w4VFF8KVHrK22GGUsp5VTaW7grrKgrWqK',
  'LanMV9sAd7wArD4vJFi2qDdfnVhFxYSUg6eADduJ3uj',
  'WLHv2UAZm6z4KyaaELi5pjdbJh6RESMva1Rnn8pJVVh',
  'whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc',
  'LBUZKhRxPF3XUpBCjp4YzTKgLccjZhTSDM9YuVaPwxo',
  'Eo7WjKq67rjJQSZxS6z3YkapzY3eMj6Xy8X5EQVn5UaB',
  'cpamdpZCGKUy5JxQXB4dcpGPiikHawvSWAd6mEn1sGG',
  'HLnpSz9h2S4hiLQ43rnSD9XkcUThA7B8hQMKmDaiTLcC',
  'dbcij3LWUppWqq96dh6gJWwBifmcGfLSB5D4DuSMaqN',
]);

/** Hot wallets of exchanges: whose signature is not checked can pay in a simulation. */
export const rich: readonly Address[] = [
  '5tzFkiKscXHK5ZXCGbXZxdw7gTjjD1mBwuoFbhUvuAi9',
  '9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM',
];
