import type { GatewayParts } from '../../parts.ts';
import type { RouteHandlers } from '../route-handler.ts';

export function settingsRoutes({
  settings,
}: Pick<GatewayParts, 'settings'>): Pick<RouteHandlers, 'settings'> {
  return { settings: () => settings.configuration };
}
