// What the handlers of the routes are made from.
import type { StopState } from '../../api/trading.ts';
import type { Clock } from '../../core/clock.ts';
import type { Parts } from '../../core/health.ts';
import type { Log } from '../../core/log/log.ts';
import type { Random } from '../../core/random.ts';
import type { Client } from '../../core/service.ts';
import type { supervisorContract } from '../../core/supervisor/contract.ts';
import type { analystContract } from '../analyst/contract.ts';
import type { chainContract } from '../chain/contract.ts';
import type { decoderContract } from '../decoder/contract.ts';
import type { marketContract } from '../market/contract.ts';
import type { pricerContract } from '../pricer/contract.ts';
import type { sandboxContract } from '../sandbox/contract.ts';
import type { signerContract } from '../signer/contract.ts';
import type { storageContract } from '../storage/contract.ts';
import type { MetricRegions } from './figures/metric-regions.ts';
import type { WorkerHealth } from './figures/worker-health.ts';
import type { ActorChange } from './live/accept.ts';
import type { Actor } from './security/actor.ts';
import type { Passwords } from './security/passwords.ts';
import type { Sealed } from './security/sealed.ts';
import type { GatewaySettings } from './settings.ts';

/** A service's calls, without what only a real link has. */
type Calls<C> = Omit<C, 'on' | 'read'>;

export type GatewayParts = {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly settings: GatewaySettings;
  readonly storage: Calls<Client<typeof storageContract>>;
  readonly supervisor: Pick<Client<typeof supervisorContract>, 'status' | 'restart'>;
  readonly sandbox: Calls<Client<typeof sandboxContract>>;
  readonly signer: Calls<Client<typeof signerContract>>;
  readonly market: Calls<Client<typeof marketContract>>;
  readonly analyst: Calls<Client<typeof analystContract>>;
  readonly chain: Calls<Client<typeof chainContract>>;
  readonly decoder: Calls<Client<typeof decoderContract>>;
  readonly pricer: Calls<Client<typeof pricerContract>>;
  readonly regions: MetricRegions;
  /** Whoever does not say who he is: a guest, or nobody. */
  readonly stranger: Actor | undefined;
  readonly passwords: Passwords;
  readonly sealed: Sealed;
  /** What parts of the program say of themselves; never rejects. */
  health(): Promise<Parts>;
  readonly workerHealth: Pick<WorkerHealth, 'judge'>;
  /** Somebody may do less than before: what he has open is to be closed. */
  actorChanged(change: ActorChange): void;
  /** For those who watch. */
  tradingChanged(state: StopState): void;
};
