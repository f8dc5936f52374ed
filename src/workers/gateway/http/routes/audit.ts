import type { GatewayParts } from '../../parts.ts';
import type { RouteHandlers } from '../route-handler.ts';

export function auditRoutes({
  storage,
}: Pick<GatewayParts, 'storage'>): Pick<RouteHandlers, 'audit' | 'checkAudit'> {
  return {
    audit: ({ query }) => storage.auditEntries(query),
    checkAudit: () => storage.auditCheck(),
  };
}
