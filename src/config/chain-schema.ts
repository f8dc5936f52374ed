// Settings of Solana: which nodes are asked, how much, and what of the chain is looked at.
import { z } from 'zod';
import { secretUrl } from './secret-setting.ts';

const rpc = { schemes: ['https:', 'http:'] as [string, ...string[]], path: /^/, pathWords: '/key' };
const socket = { schemes: ['wss:', 'ws:'] as [string, ...string[]], path: /^/, pathWords: '/key' };
const ADDRESS = '[1-9A-HJ-NP-Za-km-z]{32,44}';

export const chainSchema = z.strictObject({
  rpcUrl: secretUrl(rpc)
    .meta({ env: 'ZAPFLOW_RPC_URL' })
    .describe(
      'Solana node that is asked first; without it the sandbox has its own, and other modes follow nothing.',
    ),
  socketUrl: secretUrl(socket).describe(
    'Where that node pushes; without it the address of its requests with the scheme of sockets.',
  ),
  backupRpcUrl: secretUrl(rpc).describe('Solana node that takes over where the first fails or is slow.'),
  callsPerSecond: z
    .number()
    .min(1)
    .max(100_000)
    .default(10)
    .describe('Requests a second that each node allows, by its plan.'),
  commitment: z
    .enum(['confirmed', 'finalized'])
    .default('confirmed')
    .describe('From when on a transaction counts; a confirmed one may still be taken back, which is told.'),
  pollMs: z
    .int()
    .min(1000)
    .max(3_600_000)
    .default(25_000)
    .describe('Time in ms between two looks at a wallet of which no push tells.'),
  discovery: z
    .enum(['auto', 'blocks', 'wallets'])
    .default('auto')
    .describe(
      'How what pushes missed is found: in every block, by asking wallet by wallet, or what takes fewer calls.',
    ),
  subscriptionsPerSocket: z
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .describe('Addresses that one connection may push.'),
  programs: z
    .string()
    .max(5000)
    .regex(new RegExp(`^(${ADDRESS}(:all)?( ?, ?${ADDRESS}(:all)?)*)?$`))
    .meta({
      words:
        'addresses of programs with commas between, each with `:all` behind it where every transaction is wanted, or nothing',
    })
    .default('')
    .describe('Programs whose launches are told; the sandbox looks at all of its own.'),
});
