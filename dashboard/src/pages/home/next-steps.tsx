import { IconBook2, IconKey, IconUserPlus, IconWebhook } from '@tabler/icons-react';
import { Link } from 'wouter';
import { Panel } from '../../components/panel.tsx';
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

/** A first day has something to do. */
export function NextSteps({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const shown = isSignedIn
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
