import { useEffect, useState } from 'react';
import { parseRoute, type Route } from '../route.js';

/** Where the page is now. Going on leads to the top of the next page, going back to where one was. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const change = (): void => {
      setHash(location.hash);
    };
    addEventListener('hashchange', change);
    return () => {
      removeEventListener('hashchange', change);
    };
  }, []);
  return parseRoute(hash);
}
