/** What a Redis beyond this machine lacks to be safe, in words; undefined when nothing. */
export function toExposure(url: string): string | undefined {
  const { protocol, hostname, password } = new URL(url);
  if (/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) return undefined;
  const missing = [
    protocol === 'rediss:' ? '' : 'encryption (rediss://)',
    password === '' ? 'a password' : '',
  ];
  return missing.filter(Boolean).join(' and ') || undefined;
}
