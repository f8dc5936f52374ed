// The pages of the rail, in its order: a page is one line here and one folder beside this file.
import {
  IconBolt,
  IconChartCandle,
  IconChartLine,
  IconCoins,
  IconFlask,
  IconHome,
  IconKey,
  IconListDetails,
  IconServer2,
  IconSettings,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Role } from '../api/routes.ts';
import { settingsTabs } from './settings/tabs.ts';

export type PageTab = {
  readonly id: string;
  readonly name: string;
  readonly icon: TablerIcon;
  readonly least: Role;
};

export type Page = {
  readonly name: string;
  readonly path: `/${string}`;
  /** After G. */
  readonly letter: string;
  readonly icon: TablerIcon;
  /** What it answers, for the palette. */
  readonly question: string;
  readonly least: Role;
  /** Below its path, each under its id. */
  readonly tabs?: readonly PageTab[];
  readonly load: () => Promise<{ readonly default: ComponentType }>;
};

export const pages: readonly Page[] = [
  {
    name: 'Home',
    path: '/',
    letter: 'h',
    icon: IconHome,
    question: 'Is it safe, is it earning, does it need me?',
    least: 'viewer',
    load: async () => ({ default: (await import('./home/home-page.tsx')).HomePage }),
  },
  {
    name: 'Market',
    path: '/market',
    letter: 'o',
    icon: IconChartCandle,
    question: 'Who is in control? Chart, order book, trades, signals',
    least: 'viewer',
    load: async () => ({ default: (await import('./market/market-page.tsx')).MarketPage }),
  },
  {
    name: 'Signals',
    path: '/signals',
    letter: 'n',
    icon: IconBolt,
    question: 'What fired, was it right? History, outcomes, anomalies',
    least: 'viewer',
    load: async () => ({ default: (await import('./signals/signals-page.tsx')).SignalsPage }),
  },
  {
    name: 'Traders',
    path: '/traders',
    letter: 't',
    icon: IconUsers,
    question: 'What do the wallets I follow do? Live trades, gains, holdings',
    least: 'viewer',
    load: async () => ({ default: (await import('./traders/traders-page.tsx')).TradersPage }),
  },
  {
    name: 'Tokens',
    path: '/tokens',
    letter: 'e',
    icon: IconCoins,
    question: 'What is new, is it safe? Launches, safety, price, holders',
    least: 'viewer',
    load: async () => ({ default: (await import('./tokens/tokens-page.tsx')).TokensPage }),
  },
  {
    name: 'System',
    path: '/system',
    letter: 's',
    icon: IconServer2,
    question: 'Is it well? Workers, memory, queues',
    least: 'viewer',
    load: async () => ({ default: (await import('./system/system-page.tsx')).SystemPage }),
  },
  {
    name: 'Logs',
    path: '/logs',
    letter: 'l',
    icon: IconListDetails,
    question: 'What does it say? Live lines with filters',
    least: 'viewer',
    load: async () => ({ default: (await import('./logs/logs-page.tsx')).LogsPage }),
  },
  {
    name: 'Metrics',
    path: '/charts',
    letter: 'm',
    icon: IconChartLine,
    question: 'How did it go in the last hour?',
    least: 'viewer',
    load: async () => ({ default: (await import('./metrics/metrics-page.tsx')).MetricsPage }),
  },
  {
    name: 'Signer',
    path: '/signer',
    letter: 'k',
    icon: IconKey,
    question: 'Who may sign, and what at most? Keys, locks, limits',
    least: 'viewer',
    load: async () => ({ default: (await import('./signer/signer-page.tsx')).SignerPage }),
  },
  {
    name: 'Sandbox',
    path: '/sandbox',
    letter: 'x',
    icon: IconFlask,
    question: 'What is pretended, and what fails on purpose?',
    least: 'viewer',
    load: async () => ({ default: (await import('./sandbox/sandbox-page.tsx')).SandboxPage }),
  },
  {
    name: 'Settings',
    path: '/settings',
    letter: ',',
    icon: IconSettings,
    question: 'Configuration, appearance, account, users, tokens, webhooks, audit',
    least: 'viewer',
    tabs: settingsTabs,
    load: async () => ({ default: (await import('./settings/settings-page.tsx')).SettingsPage }),
  },
];
