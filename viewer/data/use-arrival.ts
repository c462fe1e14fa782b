import { useEffect, useRef } from 'react';

/** How far down each page was, by address. */
const positions = new Map<string, number>();

/**
 * Who follows a link sees and hears the next page from its top; who goes back, from where it was left. `page` is
 * the address without what only changes the page's content.
 */
export function useArrival(page: string): void {
  const former = useRef(page);
  useEffect(() => {
    const remember = (): void => {
      positions.set(page, scrollY);
    };
    if (former.current !== page) {
      former.current = page;
      scrollTo(0, isReturn() ? (positions.get(page) ?? 0) : 0);
      document.getElementById('content')?.focus({ preventScroll: true });
    }
    if (!isReturn()) history.replaceState({ isVisited: true }, '');
    addEventListener('scroll', remember, { passive: true });
    return () => {
      removeEventListener('scroll', remember);
    };
  }, [page]);
}

function isReturn(): boolean {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'isVisited' in state;
}
