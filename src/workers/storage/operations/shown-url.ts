/** The address of a database server as it may be shown: without password and parameters. */
export function toShownUrl(url: string): string {
  if (!URL.canParse(url)) return 'postgres (address not readable)';
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
}
