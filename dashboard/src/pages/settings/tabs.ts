// The tabs of the settings, in their order.
import {
  IconAdjustments,
  IconHistory,
  IconKey,
  IconPalette,
  IconUser,
  IconUsers,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Role } from '../../api/routes.ts';

export type SettingsTab = {
  readonly id: 'configuration' | 'appearance' | 'account' | 'users' | 'tokens' | 'webhooks' | 'audit';
  readonly name: string;
  readonly icon: TablerIcon;
  readonly least: Role;
};

export const settingsTabs: readonly SettingsTab[] = [
  { id: 'configuration', name: 'Configuration', icon: IconAdjustments, least: 'admin' },
  { id: 'appearance', name: 'Appearance', icon: IconPalette, least: 'viewer' },
  { id: 'account', name: 'Account', icon: IconUser, least: 'viewer' },
  { id: 'users', name: 'Users', icon: IconUsers, least: 'admin' },
  { id: 'tokens', name: 'API tokens', icon: IconKey, least: 'viewer' },
  { id: 'webhooks', name: 'Webhooks', icon: IconWebhook, least: 'admin' },
  { id: 'audit', name: 'Audit', icon: IconHistory, least: 'admin' },
];
