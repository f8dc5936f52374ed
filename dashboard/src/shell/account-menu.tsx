import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconLogout, IconPalette, IconUser, IconUserCircle } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { queryClient, useDeed } from '../api/queries.ts';
import type { SignedIn } from '../api/routes.ts';
import { tellFailed } from '../components/notify.ts';

export function AccountMenu({ user }: { readonly user: SignedIn }) {
  const [, go] = useLocation();
  const leaving = useDeed('DELETE /api/session');
  const leave = (): void => {
    leaving.mutateAsync({}).then(
      // What the one saw is not for the next.
      () => queryClient.resetQueries(),
      (error: unknown) => tellFailed('You are still signed in', error),
    );
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Tooltip label={`${user.name}, ${user.role}`}>
          <ActionIcon aria-label={`Account of ${user.name}`}>
            <IconUserCircle size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.name} · {user.role}
        </Menu.Label>
        <Menu.Item leftSection={<IconUser size={16} stroke={1.7} />} onClick={() => go('/settings/account')}>
          Account
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPalette size={16} stroke={1.7} />}
          onClick={() => go('/settings/appearance')}
        >
          Appearance
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
