// The handlers of all routes, one file an area.
import type { GatewayAlerts } from '../../alerts/start-alerts.ts';
import type { System } from '../../figures/system.ts';
import type { LiveSide } from '../../live/start-live.ts';
import type { Outgoing } from '../../outgoing.ts';
import type { GatewayParts } from '../../parts.ts';
import type { Accounts } from '../../security/accounts.ts';
import { createPendingSecrets } from '../../security/pending-secrets.ts';
import type { SolanaSide } from '../../solana/start-solana-side.ts';
import type { RouteHandlers } from '../route-handler.ts';
import { alertRoutes } from './alerts.ts';
import { auditRoutes } from './audit.ts';
import { logRoutes } from './logs.ts';
import { marketRoutes } from './market.ts';
import { metricHistoryRoutes } from './metric-history.ts';
import { sandboxRoutes } from './sandbox.ts';
import { sessionRoutes } from './session.ts';
import { settingsRoutes } from './settings.ts';
import { signalRoutes } from './signals.ts';
import { signerRoutes } from './signer.ts';
import { solanaTokenRoutes } from './solana-tokens.ts';
import { solanaWalletRoutes } from './solana-wallets.ts';
import { systemRoutes } from './system.ts';
import { tokenRoutes } from './tokens.ts';
import { tradingRoutes } from './trading.ts';
import { userRoutes } from './users.ts';
import { webhookRoutes } from './webhooks.ts';

export function createHandlers(
  parts: GatewayParts,
  system: System,
  accounts: Accounts,
  live: Pick<LiveSide, 'logs' | 'history'> & { readonly solana: SolanaSide },
  outgoing: Pick<Outgoing, 'webhooks' | 'transport'>,
  alerts: Pick<GatewayAlerts, 'mute' | 'publish'>,
): RouteHandlers {
  return {
    ...systemRoutes(parts, system),
    ...metricHistoryRoutes(live.history),
    ...sessionRoutes(parts, accounts, createPendingSecrets(parts.clock)),
    ...userRoutes(parts),
    ...tokenRoutes(parts),
    ...tradingRoutes(parts),
    ...alertRoutes(parts, alerts),
    ...logRoutes(live.logs),
    ...settingsRoutes(parts),
    ...auditRoutes(parts),
    ...webhookRoutes({ ...parts, ...outgoing }),
    ...signerRoutes(parts),
    ...sandboxRoutes(parts),
    ...marketRoutes(parts),
    ...signalRoutes(parts),
    ...solanaWalletRoutes(parts, live.solana),
    ...solanaTokenRoutes(parts, live.solana),
  };
}
