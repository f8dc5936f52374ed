import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { queryClient } from './api/queries.ts';
import { Entrance } from './shell/entrance.tsx';
import { StepUpDialog } from './shell/step-up-dialog.tsx';
import { theme, toVariables } from './theme/theme.ts';

const schemes = localStorageColorSchemeManager({ key: 'zapflow-theme' });

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={toVariables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" limit={3} containerWidth={360} />
        <Entrance />
        <StepUpDialog />
      </QueryClientProvider>
    </MantineProvider>
  );
}
