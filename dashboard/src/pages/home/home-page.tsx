import { useSession } from '../../api/session.ts';
import { Loading } from '../../components/states.tsx';
import { useSystem } from '../../live/use-system.ts';
import { Activity } from './activity.tsx';
import { Health } from './health.tsx';
import { HomeFigures } from './home-figures.tsx';
import styles from './home-page.module.css';
import { NeedsYou } from './needs-you.tsx';
import { NextSteps } from './next-steps.tsx';
import { Verdict } from './verdict.tsx';

/** Is it safe, is it earning, does it need me? */
export function HomePage() {
  const { view } = useSystem();
  const { user } = useSession();
  if (!view) return <Loading lines={8} />;
  return (
    <div className={styles.grid}>
      <div className={styles.main}>
        <Verdict state={view.state} />
        <HomeFigures state={view.state} />
        <NeedsYou />
        <Activity />
      </div>
      <div className={styles.side}>
        <Health view={view} />
        <NextSteps isSignedIn={user !== null} />
      </div>
    </div>
  );
}
