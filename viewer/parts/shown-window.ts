import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

/** Fewer rows are all there: for the eye, for searching in the page, for printing, for a screen reader. */
const MOST_AT_ONCE = 150;

/** Which rows of a long table are in the page. */
export interface ShownWindow {
  readonly indices: readonly number[];
  /** Room for the rows above and below, in pixels. */
  readonly before: number;
  readonly after: number;
  readonly isPart: boolean;
  readonly measure: (row: Element | null) => void;
}

/** All rows of a short table, those in sight of a long one; rows may be of different heights. */
export function useShownWindow(count: number, box: RefObject<HTMLElement | null>, rowHeight: number): ShownWindow {
  const isPart = count > MOST_AT_ONCE;
  const virtual: Virtualizer<HTMLElement, Element> = useVirtualizer({
    count: isPart ? count : 0,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    enabled: isPart,
  });
  if (!isPart) {
    return {
      indices: Array.from({ length: count }, (_, index) => index),
      before: 0,
      after: 0,
      isPart,
      measure: nothing,
    };
  }
  const items = virtual.getVirtualItems();
  return {
    indices: items.map(({ index }) => index),
    before: items[0]?.start ?? 0,
    after: virtual.getTotalSize() - (items.at(-1)?.end ?? 0),
    isPart,
    measure: virtual.measureElement,
  };
}

function nothing(): void {
  // A short table needs no measure.
}
