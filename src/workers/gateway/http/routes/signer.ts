import { AppError } from '../../../../core/errors.ts';
import type { GatewayParts } from '../../parts.ts';
import type { RouteHandlers } from '../route-handler.ts';
import { toUser } from './to-user.ts';

type Handlers = Pick<RouteHandlers, 'signer' | 'armSigner'>;

/** The audit is written where it is armed. */
export function signerRoutes({ signer, settings }: Pick<GatewayParts, 'signer' | 'settings'>): Handlers {
  return {
    signer: () => signer.status(),
    armSigner({ body: { passphrase } }, { by, actor }) {
      // Live mode asks for it everywhere; keys of a sandbox are worth nothing.
      if (settings.mode !== 'sandbox' && !toUser(actor).hasTotp)
        throw new AppError('TOTP_NEEDED', 'Keys ask for a second factor: set one under Settings, Account.');
      return signer.arm({ by, passphrase });
    },
  };
}
