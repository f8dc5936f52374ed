import { Drawer, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconBell, IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useUnread } from '../live/use-unread.ts';
import { pages } from '../pages/index.ts';
import styles from './bottom-bar.module.css';
import { StopButton } from './stop-button.tsx';
import { usePage } from './use-page.ts';

const first = pages.slice(0, 2);
const rest = pages.slice(2);

/** The rail of a phone: two pages, alerts, the rest, and Stop under the thumb. */
export function BottomBar({ openInbox }: { readonly openInbox: () => void }) {
  const [isMoreOpen, setMoreOpen] = useState(false);
  const unread = useUnread();
  const here = usePage();
  return (
    <nav className={styles.bar} aria-label="Pages, below">
      {first.map((page) => (
        <Link
          key={page.path}
          href={page.path}
          className={styles.item}
          aria-current={page === here ? 'page' : undefined}
        >
          <page.icon size={20} stroke={1.7} aria-hidden />
          {page.name}
        </Link>
      ))}
      <UnstyledButton className={styles.item} onClick={openInbox}>
        <span className={styles.bell}>
          <IconBell size={20} stroke={1.7} aria-hidden />
          {unread > 0 && (
            <span className={styles.count}>
              {unread > 99 ? '99+' : unread}
              <VisuallyHidden> not read, </VisuallyHidden>
            </span>
          )}
        </span>
        Alerts
      </UnstyledButton>
      <UnstyledButton
        className={styles.item}
        onClick={() => setMoreOpen(true)}
        aria-current={here !== undefined && rest.includes(here) ? 'page' : undefined}
      >
        <IconDots size={20} stroke={1.7} aria-hidden />
        More
      </UnstyledButton>
      <StopButton isBar />
      <Drawer
        opened={isMoreOpen}
        onClose={() => setMoreOpen(false)}
        position="bottom"
        size="auto"
        title="More"
      >
        <div className={styles.more}>
          {rest.map((page) => (
            <Link key={page.path} href={page.path} className={styles.row} onClick={() => setMoreOpen(false)}>
              <page.icon size={20} stroke={1.7} aria-hidden />
              <span>
                {page.name}
                <span className="caption">{page.question}</span>
              </span>
            </Link>
          ))}
        </div>
      </Drawer>
    </nav>
  );
}
