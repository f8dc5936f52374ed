// Writes the generated pages of this folder; `npm run docs` runs it.
import { writeFileSync } from 'node:fs';
import { generatedPages } from './generated-pages.ts';

for (const { file, render } of generatedPages) {
  writeFileSync(new URL(file, import.meta.url), render());
  process.stdout.write(`docs/${file}\n`);
}
