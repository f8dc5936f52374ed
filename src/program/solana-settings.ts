// The slices of the configuration that the workers of Solana get.
import type { Config } from '../config/resolve.ts';
import type { Secret } from '../core/secret.ts';
import { feeds } from '../feeds/index.ts';
import { sandboxLeaders } from '../sandbox/solana/actors/leaders.ts';
import type { ChainSettings } from '../workers/chain/settings.ts';
import type { PricerSettings } from '../workers/pricer/settings.ts';

/** What trades in the sandbox: the curve of launches and the pools. */
const sandboxPrograms = [
  '6EF8rrecthR5Dkzon8Nwu78hRvfCKubJ14M5uBEwF6P',
  'CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C',
];

export function toChainSettings({ chain, mode }: Config): ChainSettings {
  const { rpcUrl, socketUrl, backupRpcUrl, callsPerSecond, programs, ...rest } = chain;
  const isSandbox = mode === 'sandbox' && rpcUrl === undefined;
  const nodes = [
    { name: 'first', http: rpcUrl?.reveal() ?? '', socket: socketUrl?.reveal() ?? '', callsPerSecond },
    { name: 'backup', http: backupRpcUrl?.reveal() ?? '', socket: '', callsPerSecond },
  ];
  return {
    ...rest,
    isSandbox,
    initial: isSandbox ? sandboxLeaders.map(({ address, label }) => ({ address, label })) : [],
    endpoints: nodes.filter(({ http }) => http !== ''),
    programs: [
      ...(isSandbox ? sandboxPrograms.map((address) => ({ address, what: 'all' as const })) : []),
      ...toPrograms(programs),
    ],
  };
}

/** The feeds of the sandbox take any key. */
const SANDBOX_KEY = 'sandbox';

export function toPricerSettings({ pricer, mode }: Config): PricerSettings {
  const { disabled, jupiter, dexscreener, birdeye, vybe, ...rules } = pricer;
  const given: Readonly<
    Record<string, { url: string; requestsPerMinute: number; key?: Secret | undefined }>
  > = {
    ...{ jupiter, dexscreener, birdeye, vybe },
  };
  const isSandbox = mode === 'sandbox';
  const off = new Set(disabled.split(',').map((name) => name.trim()));
  return {
    ...rules,
    isSandbox,
    feeds: feeds.flatMap(({ name, key: needs }) => {
      const { url = '', requestsPerMinute = 1, key } = given[name] ?? {};
      const revealed = key?.reveal() ?? (isSandbox && needs === 'needed' ? SANDBOX_KEY : '');
      if (off.has(name) || (needs === 'needed' && revealed === '')) return [];
      return [{ name, baseUrl: url, key: revealed, requestsPerMinute }];
    }),
    majors: !isSandbox && !off.has('binance'),
  };
}

function toPrograms(text: string): ChainSettings['programs'] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => {
      const [address = '', what] = entry.split(':');
      return { address, what: what === 'all' ? 'all' : 'launches' };
    });
}
