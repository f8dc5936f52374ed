// What the node says of itself and of its network, which is itself.
import { jsonInteger } from '../../accounts/json-integer.ts';
import { API_VERSION, type Methods, sightOf, withContext } from '../method.ts';
import { configOf, numberOf } from '../request-params.ts';
import { RpcError, rpcCode } from '../rpc-error.ts';

const SLOTS_PER_EPOCH = 432_000;
const FEATURE_SET = 3_640_012_085;
/** A node this much behind calls itself unhealthy. */
const HEALTHY_BLOCKS = 10;
const SUPPLY_LAMPORTS = 600_000_000n * 1_000_000_000n;
const STAKE_LAMPORTS = 400_000_000n * 1_000_000_000n;
const SHRED_VERSION = 50_093;

export const clusterMethods: Methods = {
  getVersion: () => ({ 'feature-set': FEATURE_SET, 'solana-core': API_VERSION }),
  getHealth(_params, { view }) {
    if (view.lagBlocks <= HEALTHY_BLOCKS) return 'ok';
    throw new RpcError(rpcCode.nodeUnhealthy, `Node is behind by ${view.lagBlocks} slots`, {
      numSlotsBehind: view.lagBlocks,
    });
  },
  getGenesisHash: (_params, { bank }) => bank.chain,
  getIdentity: (_params, { identity }) => ({ identity: identity.node }),
  getClusterNodes: (_params, { identity }) => [
    {
      pubkey: identity.node,
      gossip: '127.0.0.1:8001',
      tpu: '127.0.0.1:8003',
      rpc: identity.rpcPort() === null ? null : `127.0.0.1:${identity.rpcPort()}`,
      version: API_VERSION,
      featureSet: FEATURE_SET,
      shredVersion: SHRED_VERSION,
    },
  ],
  getEpochInfo([config], context) {
    const { block } = sightOf(context, configOf(config));
    return {
      absoluteSlot: block.slot,
      blockHeight: block.height,
      epoch: Math.floor(block.slot / SLOTS_PER_EPOCH),
      slotIndex: block.slot % SLOTS_PER_EPOCH,
      slotsInEpoch: SLOTS_PER_EPOCH,
      transactionCount: context.bank.ledger.transactionCount,
    };
  },
  getEpochSchedule: () => ({
    slotsPerEpoch: SLOTS_PER_EPOCH,
    leaderScheduleSlotOffset: SLOTS_PER_EPOCH,
    warmup: false,
    firstNormalEpoch: 0,
    firstNormalSlot: 0,
  }),
  getSlotLeader: (_params, { identity }) => identity.node,
  getSlotLeaders: ([, limit], { identity }) =>
    Array.from({ length: Math.min(numberOf(limit), 5000) }, () => identity.node),
  getFirstAvailableBlock: (_params, { bank }) => bank.ledger.firstBlock.slot,
  minimumLedgerSlot: (_params, { bank }) => bank.ledger.firstBlock.slot,
  getTransactionCount: (_params, { bank }) => bank.ledger.transactionCount,
  getSupply([config], context) {
    const total = jsonInteger(SUPPLY_LAMPORTS);
    const value = { total, circulating: total, nonCirculating: 0, nonCirculatingAccounts: [] };
    return withContext(sightOf(context, configOf(config)), value);
  },
  getVoteAccounts: (_params, { identity, view }) => ({
    current: [
      {
        votePubkey: identity.faucet,
        nodePubkey: identity.node,
        activatedStake: jsonInteger(STAKE_LAMPORTS),
        epochVoteAccount: true,
        commission: 0,
        lastVote: view.blockAt('processed').slot,
        epochCredits: [],
        rootSlot: view.blockAt('finalized').slot,
      },
    ],
    delinquent: [],
  }),
  getInflationGovernor: () => ({ initial: 0, terminal: 0, taper: 0, foundation: 0, foundationTerm: 0 }),
};
