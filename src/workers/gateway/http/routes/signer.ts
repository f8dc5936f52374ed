import { AppError } from '../../../../core/errors.ts';
import { type SignerState, signerLimits } from '../../../../domain/signer.ts';
import type { ToldState } from '../../../signer/contract.ts';
import type { GatewayParts } from '../../parts.ts';
import type { Actor } from '../../security/actor.ts';
import type { RouteHandlers } from '../route-handler.ts';
import { toUser } from './to-user.ts';

type Handlers = Pick<RouteHandlers, 'signer' | 'armSigner' | 'unlockSigner' | 'lockSigner'>;

/** The audit is written where it is done. */
export function signerRoutes({ signer, settings }: Pick<GatewayParts, 'signer' | 'settings'>): Handlers {
  /** Live mode asks for it everywhere; keys of a sandbox are worth nothing. */
  const checkTotp = (actor: Actor | undefined): void => {
    if (settings.mode !== 'sandbox' && !toUser(actor).hasTotp)
      throw new AppError('TOTP_NEEDED', 'Keys ask for a second factor: set one under Settings, Account.');
  };
  return {
    signer: async () => toState(await signer.status()),
    async armSigner({ body: { passphrase } }, { by, actor }) {
      checkTotp(actor);
      return toState(await signer.arm({ by, passphrase }));
    },
    async unlockSigner({ body: { code } }, { by, actor }) {
      checkTotp(actor);
      return toState(await signer.unlock({ by, code }));
    },
    lockSigner: async (_input, { by }) => toState(await signer.lock({ by })),
  };
}

/** The signer process writes its limits itself; here they get the form that the API declares. */
function toState({ limits, ...state }: ToldState): SignerState {
  return { ...state, limits: signerLimits.nullable().parse(limits) };
}
