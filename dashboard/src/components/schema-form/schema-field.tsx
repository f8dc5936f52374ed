import { Checkbox, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { type Field, type FieldValue, toRange } from './schema.ts';
import styles from './schema-form.module.css';

type SchemaFieldProps = {
  readonly field: Field;
  readonly value: FieldValue;
  readonly isChanged: boolean;
  readonly problem: string | undefined;
  readonly change: (value: FieldValue) => void;
};

/** One setting: name, meaning, range and unit stand before anything is wrong; a dot says that it was changed. */
export function SchemaField({
  field: { name, schema, isRequired },
  value,
  isChanged,
  problem,
  change,
}: SchemaFieldProps) {
  const range = toRange(schema);
  const { title = name, description, 'x-unit': unit } = schema;
  const described = [description, range && `(${range})`].filter(Boolean).join(' ');
  const common = {
    label: (
      <>
        {title}
        {isChanged && <span className={styles.changed} role="img" aria-label="changed" />}
      </>
    ),
    description: described === '' ? undefined : described,
    required: isRequired,
    withAsterisk: false,
  };
  if (schema.type === 'boolean')
    return (
      <Switch
        {...common}
        error={problem}
        checked={value === true}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    );
  if (schema.type === 'array')
    return (
      <Checkbox.Group
        {...common}
        error={problem}
        value={Array.isArray(value) ? [...value] : []}
        onChange={change}
      >
        <div className={styles.options}>
          {schema.items?.enum.map((option) => (
            <Checkbox key={option} size="xs" value={option} label={option} />
          ))}
        </div>
      </Checkbox.Group>
    );
  if (schema.enum)
    return (
      <Select
        {...common}
        error={problem}
        data={[...schema.enum]}
        value={typeof value === 'string' ? value : null}
        onChange={change}
      />
    );
  if (schema.type === 'string')
    return (
      <TextInput
        {...common}
        error={problem}
        maxLength={schema.maxLength}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  return (
    <NumberInput
      {...common}
      error={problem}
      hideControls
      allowDecimal={schema.type === 'number'}
      value={typeof value === 'number' ? value : ''}
      onChange={(next) => change(next === '' ? undefined : Number(next))}
      rightSection={unit === undefined ? undefined : <span className={styles.unit}>{unit}</span>}
      rightSectionWidth={unit === undefined ? undefined : 16 + unit.length * 8}
    />
  );
}
