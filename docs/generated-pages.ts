// The pages that code writes; a test compares each with its file.
import { toConfigurationPage } from '../src/config/describe.ts';
import { toErrorsPage } from '../src/core/describe-errors.ts';

export const generatedPages = [
  { file: 'configuration.md', render: toConfigurationPage },
  { file: 'errors.md', render: toErrorsPage },
] as const;
