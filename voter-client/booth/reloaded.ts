/** Detection of a reload, after which the link and all marks are gone. @module */

export function isReloaded(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming | undefined)[];
  return entry?.type === 'reload' || entry?.type === 'back_forward';
}
