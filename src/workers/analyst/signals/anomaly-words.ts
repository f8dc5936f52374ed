// What an anomaly says to people, from its figures.

/** One sentence; what has no words of its own is told by its name and figures. */
export function sayingOf(
  type: string,
  severity: string,
  figures: Readonly<Record<string, number | string>>,
): string {
  const told = Object.entries(figures)
    .slice(0, 4)
    .map(
      ([name, value]) =>
        `${toWords(name)} ${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`,
    );
  return `${capital(toWords(type))} (${severity})${told.length > 0 ? `: ${told.join(', ')}` : ''}.`;
}

function toWords(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replaceAll('-', ' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
