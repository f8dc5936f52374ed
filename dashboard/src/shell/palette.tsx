import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconClock,
  IconContrast,
  IconHandStop,
  IconInbox,
  IconKeyboard,
  IconMoon,
  IconSearch,
  IconServer,
  IconSun,
} from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { mayAs, roleOf, useSession } from '../api/session.ts';
import { tellFailed } from '../components/notify.ts';
import { useIsLost } from '../live/use-connected.ts';
import { useSlice } from '../live/use-live.ts';
import { useStop } from '../live/use-stop.ts';
import { pages } from '../pages/index.ts';
import { changePreferences, usePreferences } from '../theme/preferences.ts';

const icon = { size: 18, stroke: 1.7 } as const;

/** Everything by its name: pages, workers, actions. */
export function Palette({
  showKeys,
  showInbox,
}: {
  readonly showKeys: () => void;
  readonly showInbox: () => void;
}) {
  const [, go] = useLocation();
  const role = roleOf(useSession());
  const names = useSlice('system', ({ view }) => view?.state.workers.map(({ name }) => name).join(' ') ?? '');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { zone, pair } = usePreferences();
  const { state, stop, resume } = useStop();
  const isLost = useIsLost();
  const failed = (error: unknown): void => tellFailed('That did not work', error);

  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Pages',
      actions: [
        ...pages
          .filter(({ least }) => mayAs(role, least))
          .map((page) => ({
            id: page.path,
            label: page.name,
            description: page.question,
            leftSection: <page.icon {...icon} />,
            onClick: () => go(page.path),
          })),
        ...pages.flatMap((page) =>
          (page.tabs ?? [])
            .filter(({ least }) => mayAs(role, least))
            .map((tab) => ({
              id: `${page.path}/${tab.id}`,
              label: `${page.name}: ${tab.name}`,
              leftSection: <tab.icon {...icon} />,
              onClick: () => go(`${page.path}/${tab.id}`),
            })),
        ),
      ],
    },
    {
      group: 'Workers',
      actions: names
        .split(' ')
        .filter((name) => name !== '')
        .map((name) => ({
          id: `worker-${name}`,
          label: name,
          description: 'State and figures of the worker',
          leftSection: <IconServer {...icon} />,
          onClick: () => go(`/system/${name}`),
        })),
    },
    {
      group: 'Actions',
      actions: [
        ...(mayAs(role, 'trader') && !(isLost && state?.isStopped)
          ? [
              {
                id: 'stop',
                label: state?.isStopped ? 'Resume new positions' : 'Stop new positions',
                description: state?.isStopped
                  ? 'Allow new positions again'
                  : 'Open positions keep their exits',
                leftSection: <IconHandStop {...icon} />,
                onClick: () => void (state?.isStopped ? resume() : stop('')).catch(failed),
              },
            ]
          : []),
        { id: 'inbox', label: 'Open the inbox', leftSection: <IconInbox {...icon} />, onClick: showInbox },
        {
          id: 'theme',
          label: colorScheme === 'dark' ? 'Light theme' : 'Dark theme',
          leftSection: colorScheme === 'dark' ? <IconSun {...icon} /> : <IconMoon {...icon} />,
          onClick: () => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark'),
        },
        {
          id: 'pair',
          label: pair === 'safe' ? 'Usual colours of up and down' : 'Colours for the colour-blind',
          leftSection: <IconContrast {...icon} />,
          onClick: () => changePreferences({ pair: pair === 'safe' ? 'usual' : 'safe' }),
        },
        {
          id: 'zone',
          label: zone === 'utc' ? 'Times in the zone of this machine' : 'Times in UTC',
          leftSection: <IconClock {...icon} />,
          onClick: () => changePreferences({ zone: zone === 'utc' ? 'local' : 'utc' }),
        },
        { id: 'keys', label: 'List of keys', leftSection: <IconKeyboard {...icon} />, onClick: showKeys },
      ],
    },
  ];
  return (
    <Spotlight
      actions={groups.filter(({ actions }) => actions.length > 0)}
      shortcut={null}
      nothingFound="Nothing is called so. Try the name of a page, a worker or an action."
      highlightQuery
      scrollable
      maxHeight={420}
      size={560}
      overlayProps={{ backgroundOpacity: 0.55 }}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.7} />,
        placeholder: 'Pages, workers, actions',
        'aria-label': 'Pages, workers, actions',
      }}
    />
  );
}
