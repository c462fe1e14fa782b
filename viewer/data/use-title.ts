import { useEffect } from 'react';

/** What the browser's tab, its history and a screen reader call the page. */
export function useTitle(...parts: readonly string[]): void {
  const title = [...parts, 'AblationMage'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
