// Who is at the door, and what is shown to whom: set-up, sign-in, second factor or the house.
import { lazy, Suspense, useEffect } from 'react';
import { useLocation } from 'wouter';
import { useRead } from '../api/queries.ts';
import { roleOf, SessionContext } from '../api/session.ts';
import { ErrorBoundary } from '../components/error-boundary.tsx';
import { Failed, Loading } from '../components/states.tsx';
import styles from './entrance.module.css';
import { Shell } from './shell.tsx';

const SetupPage = lazy(async () => ({
  default: (await import('../pages/entrance/setup-page.tsx')).SetupPage,
}));
const SignInPage = lazy(async () => ({
  default: (await import('../pages/entrance/sign-in-page.tsx')).SignInPage,
}));
const TotpPage = lazy(async () => ({ default: (await import('../pages/entrance/totp-page.tsx')).TotpPage }));

export function Entrance() {
  const [path] = useLocation();
  const { data: session, error, refetch } = useRead('GET /api/session');
  useEffect(() => {
    if (session) document.documentElement.dataset['mode'] = session.mode;
  }, [session]);

  if (!session && error)
    return (
      <main className={styles.alone}>
        <Failed what="Zapflow cannot be reached" error={error} retry={() => void refetch()} />
      </main>
    );
  if (!session)
    return (
      <main className={styles.alone}>
        <Loading lines={3} />
      </main>
    );
  const isSetup = path === '/setup' || (session.needsSetup && roleOf(session) === null);
  const wantsSignIn = session.user === null && (path === '/sign-in' || session.guestRole === null);
  return (
    <SessionContext value={session}>
      <ErrorBoundary what="Zapflow">
        <Suspense fallback={<main className={styles.alone} />}>
          {isSetup ? (
            <SetupPage />
          ) : wantsSignIn ? (
            <SignInPage />
          ) : session.user?.needsTotp ? (
            <TotpPage />
          ) : (
            <Shell />
          )}
        </Suspense>
      </ErrorBoundary>
    </SessionContext>
  );
}
