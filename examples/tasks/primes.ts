/** How many primes there are below a bound; a task is any pure exported function of one plain-data argument. */
export function countPrimes({ below }: { below: number }): number {
  const isComposite = new Uint8Array(below);
  let count = 0;
  for (let n = 2; n < below; n++) {
    if (isComposite[n]) continue;
    count++;
    for (let multiple = n * n; multiple < below; multiple += n) isComposite[multiple] = 1;
  }
  return count;
}
