import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { Panel } from '../../components/panel.tsx';
import { formatPercent, formatPrice, formatSigned, formatSol } from '../../format/number.ts';
import { formatExact } from '../../format/time.ts';
import { useNow } from '../../live/use-now.ts';
import { changePreferences, type Preferences, usePreferences } from '../../theme/preferences.ts';
import styles from './settings.module.css';

function Choice({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  return (
    <div className={styles.choice}>
      <span>
        {title}
        <span className="caption">{says}</span>
      </span>
      {children}
    </div>
  );
}

export function AppearanceTab() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { pair, zone, density } = usePreferences();
  const nowMs = useNow();
  return (
    <div className={styles.columns}>
      <Panel title="Appearance" aside="kept in this browser">
        <Choice title="Theme" says="Dark, light, or as the system is set">
          <SegmentedControl
            aria-label="Theme"
            value={colorScheme}
            onChange={(value) => setColorScheme(value as typeof colorScheme)}
            data={[
              { value: 'auto', label: 'System' },
              { value: 'dark', label: 'Dark' },
              { value: 'light', label: 'Light' },
            ]}
          />
        </Choice>
        <Choice title="Up and down" says="Sign and arrow always go with the colour">
          <SegmentedControl
            aria-label="Colours of up and down"
            value={pair}
            onChange={(value) => changePreferences({ pair: value as Preferences['pair'] })}
            data={[
              { value: 'usual', label: 'Green up' },
              { value: 'safe', label: 'Colour-blind' },
              { value: 'red-up', label: 'Red up' },
            ]}
          />
        </Choice>
        <Choice title="Density" says="Rows of 28 or 36 pixels">
          <SegmentedControl
            aria-label="Density"
            value={density}
            onChange={(value) => changePreferences({ density: value as Preferences['density'] })}
            data={[
              { value: 'compact', label: 'Compact' },
              { value: 'comfortable', label: 'Comfortable' },
            ]}
          />
        </Choice>
        <Choice title="Times" says={formatExact(Math.floor(nowMs / 1000) * 1000, zone)}>
          <SegmentedControl
            aria-label="Zone of times"
            value={zone}
            onChange={(value) => changePreferences({ zone: value as Preferences['zone'] })}
            data={[
              { value: 'local', label: 'Local' },
              { value: 'utc', label: 'UTC' },
            ]}
          />
        </Choice>
      </Panel>
      <Panel title="So it looks" aside="an example, not your figures">
        <div className={styles.sample}>
          <span className={styles.up}>▲ {formatSigned(6.16, formatPercent)}</span>
          <span className={styles.down}>▼ {formatSigned(-5.06, formatPercent)}</span>
          <span>{formatSigned(0, formatPercent)}</span>
          <span>{formatPrice(0.000001234)}</span>
          <span>{formatSol(3.2)} SOL</span>
        </div>
      </Panel>
    </div>
  );
}
