import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useConnection } from '../live/use-live.ts';
import { pages } from '../pages/index.ts';
import { changePreferences, usePreferences } from '../theme/preferences.ts';
import styles from './rail.module.css';
import { usePage } from './use-page.ts';

export function Rail() {
  const { isRailNarrow } = usePreferences();
  const { version } = useConnection();
  const Icon = isRailNarrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  const here = usePage();
  return (
    <nav className={styles.rail} data-narrow={isRailNarrow} aria-label="Pages">
      {pages.map((page) => (
        <Link
          key={page.path}
          href={page.path}
          className={styles.page}
          aria-current={page === here ? 'page' : undefined}
          title={page.name}
        >
          <page.icon size={18} stroke={1.7} aria-hidden />
          <span>{page.name}</span>
        </Link>
      ))}
      <span className={styles.space} />
      {version !== null && <span className={styles.version}>Version {version}</span>}
      <Tooltip label={isRailNarrow ? 'Show names' : 'Show icons only'} position="right">
        <UnstyledButton
          className={styles.fold}
          aria-label={isRailNarrow ? 'Widen the rail' : 'Narrow the rail'}
          onClick={() => changePreferences({ isRailNarrow: !isRailNarrow })}
        >
          <Icon size={18} stroke={1.7} />
        </UnstyledButton>
      </Tooltip>
    </nav>
  );
}
