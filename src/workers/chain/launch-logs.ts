/** Names of instructions by which a token or a pool comes into being, or a curve ends, as programs log them. */
const launching = /^Program log: (Instruction: (Create\w*|Initialize\w*|Migrate\w*)|initialize2)\b/;

/** Whether a log may tell of a launch; what it was, the transaction tells. */
export function isLaunchLog(logs: readonly string[]): boolean {
  return logs.some((line) => launching.test(line));
}
