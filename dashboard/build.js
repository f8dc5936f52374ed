// Builds the dashboard in `npm ci` and `npm run build`. Plain JavaScript, because an install may run it with any Node.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const isNeeded = !process.argv.includes('--if-possible');
const root = fileURLToPath(new URL('..', import.meta.url));
const vite = `${root}node_modules/vite/bin/vite.js`;

if (!existsSync(vite)) {
  process.stdout.write(
    'The dashboard is not built: this install leaves the packages for it out. Run `npm ci`.\n',
  );
  process.exit(isNeeded ? 1 : 0);
}
const { status } = spawnSync(process.execPath, [vite, 'build', 'dashboard', '--logLevel', 'warn'], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
