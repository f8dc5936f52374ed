import { AppError, toAppError } from '../../core/errors.ts';
import type { PartHealth } from '../../core/health.ts';
import { type Context, defineService } from '../../core/service.ts';
import { parseBase58 } from '../../domain/solana/base58.ts';
import type { DecodedTransaction } from '../../domain/solana/decoded.ts';
import type { FollowedState } from '../../domain/solana/followed.ts';
import { decoderContract } from '../decoder/contract.ts';
import { sandboxContract } from '../sandbox/contract.ts';
import { storageContract } from '../storage/contract.ts';
import { chainContract } from './contract.ts';
import { findEndpoints } from './endpoints.ts';
import { type Follower, openFollower } from './follower.ts';
import { holdingsOf } from './holdings.ts';
import { createInspector } from './inspect/inspect-token.ts';
import { readAccounts } from './read-accounts.ts';
import { type ChainSettings, chainSettings } from './settings.ts';

const uses = { storage: storageContract, decoder: decoderContract, sandbox: sandboxContract };
type ChainContext = Context<typeof chainContract, typeof uses, ChainSettings>;

const RETRY_MS = 2000;
const ADDRESS_BYTES = 32;
const launches = new Set(['tokenLaunched', 'poolCreated', 'migrated']);

export const service = defineService({
  contract: chainContract,
  uses,
  settings: chainSettings,
  start(context: ChainContext) {
    const { clients, clock, settings, publish, log } = context;
    const stopping = new AbortController();
    const inspector = createInspector(context, settings.commitment);
    let follower: Follower | undefined;
    let problem = settings.isSandbox ? 'The sandbox is asked for its node.' : 'No Solana node is configured.';

    const tell = (transactions: readonly DecodedTransaction[]) => {
      void publish('swaps', [...transactions]).catch(() => {});
      for (const { signature, slot, blockTimeMs, events } of transactions)
        for (const event of events)
          if (launches.has(event.type))
            publish('launch', { signature, slot, blockTimeMs, event }).catch((thrown: unknown) => {
              log.warn(`a launch is not told: ${toAppError(thrown).message}`, { signature });
            });
    };
    const open = async () => {
      while (!stopping.signal.aborted)
        try {
          const endpoints = await findEndpoints(context, stopping.signal);
          if (endpoints.length === 0) return;
          follower = await openFollower(context, settings, endpoints, {
            onRecorded: (seq) => void publish('activityRecorded', { seq }).catch(() => {}),
            onTransactions: tell,
          });
          return;
        } catch (thrown) {
          if (stopping.signal.aborted) return;
          problem = toAppError(thrown).message;
          log.warn(`following Solana waits: ${problem}`);
          await clock.sleep(RETRY_MS, stopping.signal).catch(() => {});
        }
    };
    const opening = open();
    const ready = (): Follower => {
      if (follower === undefined) throw new AppError('RPC_BEHIND', problem);
      return follower;
    };

    return {
      handlers: {
        health: () => toHealth(follower, problem, settings),
        follow: (wanted) => ready().follow({ ...wanted, address: checked(wanted.address) }),
        unfollow: ({ address }) => ready().unfollow(address),
        followed: (page) => toPage(follower?.followed() ?? [], page),
        endpoints: () => [...(follower?.endpoints() ?? [])],
        async transaction({ signature }) {
          const recorded = await clients.storage.chainTransaction({ signature });
          if (recorded !== null) return recorded.transaction;
          const params = [
            signature,
            { encoding: 'json', maxSupportedTransactionVersion: 0, commitment: settings.commitment },
          ];
          const found = await ready().pool.call({ method: 'getTransaction', params }, { hedgeMs: 500 });
          if (found === null) throw new AppError('TRANSACTION_UNKNOWN');
          const [decoded] = await clients.decoder.decode({ transactions: [JSON.stringify(found)] });
          return decoded as DecodedTransaction;
        },
        inspectToken: ({ mint, maxAgeMs }) => inspector.inspect(ready().pool, checked(mint), maxAgeMs),
        accounts: (question) => readAccounts(ready().pool, question, settings.commitment),
        holdings: ({ wallet }) => holdingsOf(ready().pool, checked(wallet), settings.commitment),
      },
      async stop() {
        stopping.abort();
        await opening;
        await follower?.stop();
      },
    };
  },
});

function toPage(all: readonly FollowedState[], page = { after: '', limit: 1000 }): FollowedState[] {
  return all
    .filter(({ address }) => address > page.after)
    .sort((one, other) => (one.address < other.address ? -1 : 1))
    .slice(0, page.limit);
}

function checked(address: string): string {
  if (parseBase58(address)?.length !== ADDRESS_BYTES) throw new AppError('ADDRESS_INVALID');
  return address;
}

function toHealth(follower: Follower | undefined, problem: string, settings: ChainSettings): PartHealth {
  if (follower === undefined) {
    // That there is no sandbox, the sandbox tells itself.
    if (settings.isSandbox)
      return { status: 'Healthy', says: 'The sandbox has not told yet where its node is.' };
    return settings.endpoints.length > 0
      ? { status: 'Disconnected', says: problem }
      : { status: 'Healthy', says: 'No Solana node is configured: nothing is followed.' };
  }
  const endpoints = follower.endpoints();
  const usable = endpoints.filter(({ state }) => state === 'ready' || state === 'slow');
  if (usable.length === 0)
    return { status: 'Disconnected', says: endpoints[0]?.says ?? 'No Solana node answers.' };
  if (follower.trouble !== null) return { status: 'Degraded', says: follower.trouble };
  const { incomplete } = follower;
  if (incomplete > 0)
    return {
      status: 'Degraded',
      says: `The history of ${incomplete} followed ${incomplete === 1 ? 'address is' : 'addresses are'} not complete: each says what is missing.`,
    };
  const followed = follower.followed();
  const behind = followed.filter(({ state }) => state === 'catching-up').length;
  const wallets = `${followed.length} ${followed.length === 1 ? 'address' : 'addresses'} followed`;
  return behind > 0
    ? { status: 'Degraded', says: `${wallets}, ${behind} of them catching up.` }
    : { status: 'Healthy', says: `${wallets}, ${follower.waiting} transactions under way.` };
}
