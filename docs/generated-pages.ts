// The pages that code writes; a test compares each with its file.
import { toConfigurationPage } from './pages/configuration-page.ts';
import { toErrorsPage } from './pages/errors-page.ts';

export const generatedPages = [
  { file: 'configuration.md', render: toConfigurationPage },
  { file: 'errors.md', render: toErrorsPage },
] as const;
