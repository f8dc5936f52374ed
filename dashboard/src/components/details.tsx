import { Fragment } from 'react';
import { toDetails } from '../format/details.ts';
import { usePreferences } from '../theme/preferences.ts';
import { CopyText } from './copy-text.tsx';
import styles from './details.module.css';

type DetailsProps = { readonly json: string };

/** JSON text as names and values, one below the other; as it came by copying it. */
export function Details({ json }: DetailsProps) {
  const { zone } = usePreferences();
  const details = toDetails(json, zone);
  if (details.length === 0) return <p className="caption">No details.</p>;
  return (
    <div className={styles.block}>
      <dl className={styles.list}>
        {details.map(({ name, text }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
      <span>
        <CopyText text={json} shown="JSON" label="Copy as JSON" isNamedByLabel />
      </span>
    </div>
  );
}

/** The same in one line, for a row of a table. */
export function DetailsLine({ json }: DetailsProps) {
  const { zone } = usePreferences();
  const details = toDetails(json, zone);
  if (details.length === 0) return null;
  return (
    <span className={styles.line}>
      <span
        className={styles.pairs}
        title={details.map(({ name, text }) => `${name} ${text}`.trim()).join('\n')}
      >
        {details.map(({ name, text }) => (
          <Fragment key={name}>
            <span className={styles.name}>{name}</span> {text}{' '}
          </Fragment>
        ))}
      </span>
      <CopyText text={json} shown="" label="Copy as JSON" isNamedByLabel />
    </span>
  );
}
