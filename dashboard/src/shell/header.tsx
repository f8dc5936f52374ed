import { ActionIcon, Button, Kbd, Tooltip, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconInbox, IconSearch } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useSession } from '../api/session.ts';
import { Logo } from '../components/logo.tsx';
import { ModeBadge } from '../components/mode-badge.tsx';
import { NoMoney } from '../components/no-money.tsx';
import { useUnread } from '../live/use-unread.ts';
import { AccountMenu } from './account-menu.tsx';
import { FeedState } from './feed-state.tsx';
import styles from './header.module.css';
import { StopButton } from './stop-button.tsx';

export function Header({ openInbox }: { readonly openInbox: () => void }) {
  const { mode, user } = useSession();
  const [, go] = useLocation();
  const unread = useUnread();
  return (
    <header className={styles.header} data-mode={mode}>
      <Link href="/" className={styles.name} aria-label="Zapflow, to Home">
        <Logo />
        <span className={styles.word}>Zapflow</span>
      </Link>
      <ModeBadge mode={mode} />
      <FeedState />
      <span className={styles.space} />
      <dl className={styles.figures}>
        <div>
          <dt>Equity</dt>
          <dd className="figure">
            <NoMoney name="Equity" />
          </dd>
        </div>
        <div>
          <dt>Today</dt>
          <dd className="figure">
            <NoMoney name="Profit and loss today" />
          </dd>
        </div>
      </dl>
      <UnstyledButton className={styles.search} onClick={spotlight.open}>
        <IconSearch size={15} stroke={1.8} />
        <span>Search</span>
        <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      <Tooltip label={unread === 0 ? 'Inbox: nothing new' : `Inbox: ${unread} not read`}>
        <ActionIcon className={styles.inbox} onClick={openInbox} aria-label={`Inbox, ${unread} not read`}>
          <IconInbox size={18} stroke={1.7} />
          {unread > 0 && <span className={styles.count}>{unread > 99 ? '99+' : unread}</span>}
        </ActionIcon>
      </Tooltip>
      {user ? (
        <AccountMenu user={user} />
      ) : (
        <Button variant="subtle" className={styles.signIn} onClick={() => go('/sign-in')}>
          Sign in
        </Button>
      )}
      <span className={styles.stop}>
        <StopButton />
      </span>
    </header>
  );
}
