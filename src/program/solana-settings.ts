// The slices of the configuration that the workers of Solana get.
import type { Config } from '../config/resolve.ts';
import { sandboxLeaders } from '../sandbox/solana/actors/leaders.ts';
import type { ChainSettings } from '../workers/chain/settings.ts';

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
