import { Tabs } from '@mantine/core';
import { type ComponentType, useEffect, useRef } from 'react';
import { useLocation, useParams } from 'wouter';
import type { Role } from '../../api/routes.ts';
import { mayAs, roleOf, useSession } from '../../api/session.ts';
import { PageHead } from '../../components/page-head.tsx';
import { Forbidden } from '../../components/states.tsx';
import { AccountTab } from './account-tab.tsx';
import { AppearanceTab } from './appearance-tab.tsx';
import { AuditTab } from './audit-tab.tsx';
import { ConfigurationTab } from './configuration-tab.tsx';
import styles from './settings.module.css';
import { type SettingsTab, settingsTabs } from './tabs.ts';
import { TokensTab } from './tokens-tab.tsx';
import { UsersTab } from './users-tab.tsx';
import { WebhooksTab } from './webhooks-tab.tsx';

const contents: Readonly<Record<SettingsTab['id'], ComponentType>> = {
  configuration: ConfigurationTab,
  appearance: AppearanceTab,
  account: AccountTab,
  users: UsersTab,
  tokens: TokensTab,
  webhooks: WebhooksTab,
  audit: AuditTab,
};

/** How is it set, and who may do what? */
export function SettingsPage() {
  const role = roleOf(useSession());
  const [, go] = useLocation();
  const { '*': asked } = useParams<{ '*'?: string }>();
  const first = settingsTabs.find(({ least }) => mayAs(role, least));
  const tab = settingsTabs.find(({ id }) => id === asked) ?? first;
  if (!tab) return <Forbidden needs="viewer" />;
  return <TabsOf tab={tab} actor={role} go={go} />;
}

type TabsOfProps = {
  readonly tab: SettingsTab;
  readonly actor: Role | null;
  readonly go: (path: string) => void;
};

function TabsOf({ tab, actor, go }: TabsOfProps) {
  const list = useRef<HTMLDivElement>(null);
  // On a phone the tabs scroll: the one that is open must be in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [tab.id]);
  const Content = contents[tab.id];
  return (
    <>
      <PageHead title="Settings" />
      <Tabs value={tab.id} onChange={(id) => go(`/settings/${id}`)} keepMounted={false}>
        <Tabs.List className={styles.tabs} ref={list}>
          {settingsTabs.map(({ id, name, icon: Icon, least }) => (
            <Tabs.Tab
              key={id}
              value={id}
              leftSection={<Icon size={15} stroke={1.7} />}
              data-dim={!mayAs(actor, least)}
            >
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab.id} className={styles.panel}>
          {mayAs(actor, tab.least) ? <Content /> : <Forbidden needs={tab.least} />}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
