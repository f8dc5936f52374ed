import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toRequestFailure } from '../../api/failure.ts';
import { type FormSchema, judge, toChanges, toGroups, toProblems, type Values } from './schema.ts';
import { SchemaDiff } from './schema-diff.tsx';
import { SchemaField } from './schema-field.tsx';
import styles from './schema-form.module.css';

type SchemaFormProps = {
  readonly schema: FormSchema;
  /** As they are in effect. */
  readonly values: Values;
  /** Rejects with what the server found wrong. */
  readonly save: (values: Values) => Promise<unknown>;
  /** Whether it may be changed at all; else it only shows. */
  readonly isDisabled?: boolean;
};

/** Edits, shows what would change, and saves only then. */
export function SchemaForm({ schema, values: before, save, isDisabled = false }: SchemaFormProps) {
  const [values, setValues] = useState<Values>(before);
  const [isReviewing, setReviewing] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const groups = toGroups(schema);
  const fields = groups.flatMap((group) => group.fields);
  const changes = toChanges(schema, before, values);
  const told = error === undefined ? undefined : toRequestFailure(error);
  const { byField, others } = toProblems(
    told?.problems ?? [],
    fields.map(({ name }) => name),
  );
  const isWrong = fields.some((field) => judge(field, values[field.name]) !== undefined);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReviewing) {
      setReviewing(true);
      return;
    }
    setSaving(true);
    setError(undefined);
    save(values)
      .catch((failure: unknown) => setError(failure))
      .finally(() => {
        setSaving(false);
        setReviewing(false);
      });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {groups.map((group) => (
        <fieldset key={group.name} className={styles.group} disabled={isDisabled || isReviewing}>
          {group.name !== '' && <legend>{group.name}</legend>}
          {group.fields.map((field) => (
            <SchemaField
              key={field.name}
              field={field}
              value={values[field.name]}
              isChanged={changes.some(({ name }) => name === field.name)}
              problem={byField[field.name] ?? judge(field, values[field.name])}
              change={(value) => setValues({ ...values, [field.name]: value })}
            />
          ))}
        </fieldset>
      ))}
      {told && (others.length > 0 || told.problems.length === 0) && (
        <p role="alert" className={styles.failure}>
          {others.length > 0 ? others.join('; ') : told.message}
        </p>
      )}
      {isReviewing && <SchemaDiff schema={schema} changes={changes} />}
      <div className={styles.actions}>
        {isReviewing ? (
          <Button onClick={() => setReviewing(false)}>Back</Button>
        ) : (
          <Button onClick={() => setValues(before)} disabled={changes.length === 0}>
            Undo changes
          </Button>
        )}
        <Button
          type="submit"
          variant="filled"
          loading={isSaving}
          disabled={isDisabled || isWrong || changes.length === 0}
        >
          {isReviewing
            ? `Save ${changes.length === 1 ? 'one change' : `${changes.length} changes`}`
            : 'Review changes'}
        </Button>
      </div>
    </form>
  );
}
