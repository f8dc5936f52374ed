import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { mayAs, roleOf, useSession, viewerOf } from '../api/session.ts';
import { ErrorBoundary } from '../components/error-boundary.tsx';
import { Empty, Forbidden, Loading } from '../components/states.tsx';
import { live } from '../live/live-store.ts';
import { useIsLost } from '../live/use-connected.ts';
import { useConnection } from '../live/use-live.ts';
import { pages } from '../pages/index.ts';
import { usePreferences } from '../theme/preferences.ts';
import { BottomBar } from './bottom-bar.tsx';
import { ConnectionStrip } from './connection-strip.tsx';
import { Header } from './header.tsx';
import { Inbox } from './inbox.tsx';
import { KeyList } from './key-list.tsx';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { StopStrip } from './stop-strip.tsx';
import { useKeys } from './use-keys.ts';
import { usePage } from './use-page.ts';
import { useTitle } from './use-title.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const shown = pages.map((page) => ({ ...page, Content: lazy(page.load) }));
/** Only where the dashboard itself is worked on: the build leaves it out. */
const Components = import.meta.env.DEV
  ? lazy(async () => ({ default: (await import('../dev/components-page.tsx')).ComponentsPage }))
  : undefined;

/** Header, rail and whatever page the address names. */
export function Shell() {
  const role = roleOf(useSession());
  const page = usePage();
  const isLost = useIsLost();
  const { isRailNarrow } = usePreferences();
  const [isInboxOpen, setInboxOpen] = useState(false);
  const [areKeysOpen, setKeysOpen] = useState(false);
  useLive();
  useKeys({ showKeys: () => setKeysOpen(true), showInbox: () => setInboxOpen(true) });
  useTitle();

  return (
    <div className={styles.shell} data-narrow={isRailNarrow} data-connection={isLost ? 'lost' : 'held'}>
      <a className={styles.skip} href="#page">
        Skip to the page
      </a>
      <Header openInbox={() => setInboxOpen(true)} />
      <Rail />
      <main id="page" className={styles.page} tabIndex={-1}>
        <ConnectionStrip />
        <StopStrip />
        <ErrorBoundary key={page?.path} what="This page">
          <Suspense fallback={<Loading lines={6} />}>
            <Switch>
              {shown.map(({ path, least, Content }) => (
                <Route key={path} path={path === '/' ? '/' : `${path}/*?`}>
                  {mayAs(role, least) ? <Content /> : <Forbidden needs={least} />}
                </Route>
              ))}
              {Components && <Route path="/dev/components" component={Components} />}
              <Route path="/sign-in">
                <Redirect to="/" replace />
              </Route>
              <Route path="/setup">
                <Redirect to="/" replace />
              </Route>
              <Route>
                <Empty title="There is no such page" action={<a href="/">To Home</a>} />
              </Route>
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </main>
      <BottomBar openInbox={() => setInboxOpen(true)} />
      <Inbox isOpen={isInboxOpen} close={() => setInboxOpen(false)} />
      <KeyList isOpen={areKeysOpen} close={() => setKeysOpen(false)} />
      <Suspense fallback={null}>
        <Palette showKeys={() => setKeysOpen(true)} showInbox={() => setInboxOpen(true)} />
      </Suspense>
    </div>
  );
}

/** One connection for as long as the same person looks. */
function useLive(): void {
  const client = useQueryClient();
  const who = viewerOf(useSession());
  const { phase } = useConnection();
  useEffect(() => live.startFor(who), [who]);
  useEffect(() => live.stop, []);
  useEffect(() => {
    if (phase === 'signed-out') void client.invalidateQueries({ queryKey: ['GET /api/session'] });
  }, [phase, client]);
}
