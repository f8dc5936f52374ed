// How hard a page works: gaps between its frames, tasks that held it up, and what its scripts keep in memory.
import type { CDPSession, Page } from 'playwright-core';

export type Strain = {
  readonly frames: number;
  /** Between two frames. */
  readonly gapP95Ms: number;
  readonly gapMaxMs: number;
  /** Tasks of more than 50 ms, which is from when on a browser tells of them. */
  readonly longTasks: number;
  /** 0 where none was that long. */
  readonly longestTaskMs: number;
  /** Of the task that took the processor longest, without the time for which others had it. */
  readonly longestWorkMs: number;
};

export type StrainMeter = {
  /** Of the time since the memory was last asked for, or since the start. */
  read(): Promise<Strain>;
  /** What is reachable once all garbage is gone; measuring begins anew then. */
  heapBytes(): Promise<number>;
};

/** Runs in the page; text, because its words are the browser's. */
const WATCH = `(() => {
  const strain = { gaps: [], tasks: [], last: undefined };
  window.zapflowStrain = strain;
  const frame = (now) => {
    if (strain.last !== undefined) strain.gaps.push(now - strain.last);
    strain.last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) strain.tasks.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
})()`;

const TAKE = `(() => {
  const strain = window.zapflowStrain;
  const taken = { gaps: strain.gaps, tasks: strain.tasks.map(({ duration }) => duration) };
  Object.assign(strain, { gaps: [], tasks: [], last: undefined });
  return taken;
})()`;

/** Begins to measure a page that stands. */
export async function watchStrain(page: Page): Promise<StrainMeter> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page belongs to no browser that can trace it.');
  const trace = () => browser.startTracing(page, { categories: ['toplevel'] });
  const tools: CDPSession = await page.context().newCDPSession(page);
  await tools.send('HeapProfiler.enable');
  await page.evaluate(WATCH);
  // Tasks of its loading are told at once: they are none of what is measured.
  await page.waitForTimeout(100);
  await page.evaluate(TAKE);
  await trace();
  return {
    async read() {
      const longestWorkMs = toLongestWorkMs(await browser.stopTracing());
      const { gaps, tasks } = await page.evaluate<{ gaps: number[]; tasks: number[] }>(TAKE);
      const inOrder = gaps.toSorted((a, b) => a - b);
      return {
        frames: gaps.length,
        gapP95Ms: inOrder[Math.floor(inOrder.length * 0.95)] ?? 0,
        gapMaxMs: inOrder.at(-1) ?? 0,
        longTasks: tasks.length,
        longestTaskMs: Math.max(0, ...tasks),
        longestWorkMs,
      };
    },
    async heapBytes() {
      await tools.send('HeapProfiler.collectGarbage');
      const { usedSize } = (await tools.send('Runtime.getHeapUsage')) as { usedSize: number };
      await page.waitForTimeout(100);
      await page.evaluate(TAKE);
      await trace();
      return usedSize;
    },
  };
}

type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Of processor, in µs. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
};

/** Of the threads that run pages. */
function toLongestWorkMs(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const ofPages = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(threadOf),
  );
  let longest = 0;
  for (const event of traceEvents)
    if (event.name === 'ThreadControllerImpl::RunTask' && ofPages.has(threadOf(event)))
      longest = Math.max(longest, event.tdur ?? 0);
  return longest / 1000;
}
