// The kinds of values the cache holds, one line each. Contract, settings and documentation follow from it.
import { channels } from './channels.ts';
import { subscriptions } from './subscriptions.ts';
import { telegramPermissions } from './telegram-permissions.ts';
import { userSettings } from './user-settings.ts';
import { wallets } from './wallets.ts';

export const kinds = [channels, userSettings, subscriptions, telegramPermissions, wallets] as const;
