import { useMantineColorScheme } from '@mantine/core';
import { IconBook2, IconKey, IconUserPlus, IconWebhook } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useRead } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Panel } from '../../components/panel.tsx';
import { areChosen, usePreferences } from '../../theme/preferences.ts';
import styles from './next-steps.module.css';

const steps = [
  {
    href: '/settings/tokens',
    Icon: IconKey,
    title: 'Make an API token',
    says: 'For scripts and other programs',
  },
  {
    href: '/settings/webhooks',
    Icon: IconWebhook,
    title: 'Add a webhook',
    says: 'Alerts to your own address',
  },
  {
    href: '/settings/appearance',
    Icon: IconBook2,
    title: 'Make it yours',
    says: 'Theme, colours, density, zone',
  },
];

/** What is done already; unknown counts as done, so that nothing is shown and taken away. */
function useDone(isSignedIn: boolean): readonly string[] {
  const isAdmin = useMay('admin');
  const { colorScheme } = useMantineColorScheme();
  const preferences = usePreferences();
  const tokens = useRead('GET /api/tokens', { isEnabled: isSignedIn });
  const webhooks = useRead('GET /api/webhooks', { isEnabled: isSignedIn && isAdmin });
  return [
    ...(tokens.data?.length === 0 ? [] : ['/settings/tokens']),
    ...(webhooks.data?.length === 0 ? [] : ['/settings/webhooks']),
    ...(areChosen(preferences) || colorScheme !== 'auto' ? ['/settings/appearance'] : []),
  ];
}

/** A first day has something to do; what is done is not asked for again. */
export function NextSteps({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const done = useDone(isSignedIn);
  const all = isSignedIn
    ? steps
    : [
        {
          href: '/sign-in',
          Icon: IconUserPlus,
          title: 'Sign in',
          says: 'You look around as a guest: changes need an account',
        },
        ...steps.slice(2),
      ];
  const shown = all.filter(({ href }) => !done.includes(href));
  if (shown.length === 0) return null;
  return (
    <Panel title="Next steps" isFlush>
      <ul className={styles.steps}>
        {shown.map(({ href, Icon, title, says }) => (
          <li key={href}>
            <Link href={href} className={styles.step}>
              <Icon size={18} stroke={1.6} aria-hidden />
              <span>
                {title}
                <span className="caption">{says}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
