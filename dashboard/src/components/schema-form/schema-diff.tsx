import { UNKNOWN } from '../../format/number.ts';
import type { Change, FieldValue, FormSchema } from './schema.ts';
import styles from './schema-form.module.css';

type SchemaDiffProps = { readonly schema: FormSchema; readonly changes: readonly Change[] };

/** What was and what will be. */
export function SchemaDiff({ schema, changes }: SchemaDiffProps) {
  return (
    <table className={styles.diff}>
      <caption>What changes</caption>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">Now</th>
          <th scope="col">Then</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{schema.properties[name]?.title ?? name}</th>
            <td className="dim">{toText(before, schema.properties[name]?.['x-unit'])}</td>
            <td>{toText(after, schema.properties[name]?.['x-unit'])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function toText(value: FieldValue, unit: string | undefined): string {
  if (value === undefined || value === null || value === '') return UNKNOWN;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return unit === undefined ? text : `${text} ${unit}`;
}
