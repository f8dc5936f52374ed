import { Tabs } from '@mantine/core';
import { Link, useLocation, useParams } from 'wouter';
import { PageHead } from '../../components/page-head.tsx';
import { Empty } from '../../components/states.tsx';
import { isAddress } from '../../format/address.ts';
import { ChainTab } from './chain-tab.tsx';
import { FollowButton } from './follow-form.tsx';
import styles from './traders-page.module.css';
import { WalletPage } from './wallet-page.tsx';
import { WalletsTab } from './wallets-tab.tsx';

const tabs = { wallets: 'Followed wallets', chain: 'Nodes and programs' } as const;

/** What do the wallets I follow do? */
export function TradersPage() {
  const [, go] = useLocation();
  const { '*': asked = '' } = useParams<{ '*'?: string }>();
  if (asked !== '' && !(asked in tabs) && !isAddress(asked))
    return (
      <Empty
        title="This is no address of a wallet"
        action={<Link href="/traders">To all followed wallets</Link>}
      >
        An address has 32 to 44 letters and digits.
      </Empty>
    );
  if (asked !== '' && !(asked in tabs)) return <WalletPage key={asked} wallet={asked} />;
  const tab = asked === '' ? 'wallets' : asked;
  return (
    <>
      <PageHead title="Traders" says="What the wallets you follow do, win and hold">
        <FollowButton />
      </PageHead>
      <Tabs
        value={tab}
        onChange={(next) => go(next === 'wallets' ? '/traders' : `/traders/${next}`)}
        keepMounted={false}
      >
        <Tabs.List className={styles.tabs}>
          {Object.entries(tabs).map(([id, name]) => (
            <Tabs.Tab key={id} value={id}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="wallets">
          <WalletsTab />
        </Tabs.Panel>
        <Tabs.Panel value="chain">
          <ChainTab />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
