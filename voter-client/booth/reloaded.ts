/** Whether this page was there before and was loaded again: then its link is gone, and all that was marked. @module */

export function isReloaded(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming | undefined)[];
  return entry?.type === 'reload' || entry?.type === 'back_forward';
}
