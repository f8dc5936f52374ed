import { TextInput, type TextInputProps } from '@mantine/core';

const DIGITS = 6;

type CodeFieldProps = Omit<TextInputProps, 'value' | 'onChange'> & {
  readonly value: string;
  readonly change: (code: string) => void;
};

/** Six digits of an authenticator; whatever else is typed or pasted between them is left out. */
export function CodeField({ label = 'Code of the app', value, change, ...others }: CodeFieldProps) {
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      autoComplete="one-time-code"
      withAsterisk={false}
      {...others}
      value={value}
      onChange={(event) => change(event.currentTarget.value.replace(/\D/g, '').slice(0, DIGITS))}
    />
  );
}

export function isCode(text: string): boolean {
  return text.length === DIGITS;
}
