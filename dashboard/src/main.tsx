import './theme/mantine.css';
import './theme/tokens.css';
import './theme/overrides.css';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { readNow } from './api/queries.ts';
import { roleOf, viewerOf } from './api/session.ts';
import { App } from './app.tsx';
import { live } from './live/live-store.ts';
import { toPage } from './shell/use-page.ts';

// What the first page needs is fetched while React is still getting up. Where it fails, the page says so when it asks.
toPage(location.pathname)
  ?.load()
  .catch(() => {});
readNow('GET /api/session').then(
  (session) => {
    if (roleOf(session) !== null && !session.user?.needsTotp) live.startFor(viewerOf(session));
  },
  () => {},
);

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
