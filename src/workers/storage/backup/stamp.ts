/** `20260131T235959Z`, as it stands in names of files. */
export function toStamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
