type Zone = { readonly side: 'support' | 'resistance'; readonly touches: number };

/** How a zone is called on the chart: with how often it was touched, once it was. */
export function toZoneName({ side, touches }: Zone): string {
  const name = side === 'support' ? 'Support' : 'Resistance';
  return touches === 0 ? `${name}, untouched` : `${name} ×${touches}`;
}
