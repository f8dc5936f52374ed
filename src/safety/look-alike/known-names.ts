// Names that others borrow, with the mints to which they belong. Issuers publish them.
import { USDC, USDT, WRAPPED_SOL } from '../../domain/solana/programs.ts';

export type KnownName = {
  readonly symbol: string;
  readonly name: string;
  readonly mints: readonly string[];
};

const of = (symbol: string, name: string, ...mints: string[]): KnownName => ({ symbol, name, mints });

export const knownNames: readonly KnownName[] = [
  of('SOL', 'Wrapped SOL', WRAPPED_SOL),
  of('WSOL', 'Solana', WRAPPED_SOL),
  of('USDC', 'USD Coin', USDC),
  of('USDT', 'Tether USD', USDT),
  of('PYUSD', 'PayPal USD', '2b1kV6DkPAnxd5ixfnxCpjxmKwqjjaYmCZfHsFu24GXo'),
  of('WBTC', 'Wrapped BTC', '3NZ9JMVBmGAqocybic2c7LQCJScmgsAZ6vQqTDzcqmJh'),
  of('cbBTC', 'Coinbase Wrapped BTC', 'cbbtcf3aa214zXHbiAZQwf4122FBYbraNdFqgw4iMij'),
  of('WETH', 'Wrapped Ether', '7vfCXTUXx5WJV5JADk17DUJ4ksgau7utNKj4b963voxs'),
  of('mSOL', 'Marinade staked SOL', 'mSoLzYCxHdYgdzU16g5QSh3i5K3z3KZK7ytfqcJm7So'),
  of('JitoSOL', 'Jito Staked SOL', 'J1toso1uCk3RLmjorhTtrVwY9HJ7X8V9yYac6Y7kGCPn'),
  of('JUP', 'Jupiter', 'JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN'),
  of('JTO', 'JITO', 'jtojtomepa8beP8AuQc6eXt5FriJwfFMwQx2v2f9mCL'),
  of('PYTH', 'Pyth Network', 'HZ1JovNiVvGrGNiiYvEozEVgZ58xaU3RKwX8eACQBCt3'),
  of('RAY', 'Raydium', '4k3Dyjzvzp8eMZWUXbBCjEvwSkkk59S5iCNLY3QrkX6R'),
  of('ORCA', 'Orca', 'orcaEKTdK7LKz57vaAYr9QeNsVEPfiu6QeMU1kektZE'),
  of('RENDER', 'Render Token', 'rndrizKT3MK1iimdxRdWabcF7Zg7AR5T4nud4EkHBof'),
  of('BONK', 'Bonk', 'DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263'),
  of('WIF', 'dogwifhat', 'EKpQGSJtjMFqKZ9KQanSqYXRcF8fBopzLHYxdM65zcjm'),
  of('POPCAT', 'Popcat', '7GCihgDB8fe6KNjn2MYtkzZcRjQy3t9GHdC8uHYmW2hr'),
  of('FARTCOIN', 'Fartcoin', '9BB6NFEcjBCtnNLFko2FqVQBq8HHM13kCyYcdQbgpump'),
  of('PENGU', 'Pudgy Penguins', '2zMMhcVQEXDtdE6vsFS7S7D5oUodfJHE8vd1gnBouauv'),
  of('TRUMP', 'OFFICIAL TRUMP', '6p6xgHyF7AeE6TZkSmFsko444wqoP15icUSqi2jfGiPN'),
];
