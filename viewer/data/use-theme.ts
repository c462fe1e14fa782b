import { useEffect, useState } from 'react';

export type Theme = 'light' | 'dark';

/** What is shown now, and what shows the other one. The system decides until a person does. */
export function useTheme(): readonly [Theme, () => void] {
  const [ofSystem, setOfSystem] = useState<Theme>(systemTheme);
  const [chosen, setChosen] = useState<Theme>();
  useEffect(() => {
    const query = matchMedia(DARK);
    const change = (): void => {
      setOfSystem(systemTheme());
    };
    query.addEventListener('change', change);
    return () => {
      query.removeEventListener('change', change);
    };
  }, []);
  const theme = chosen ?? ofSystem;
  useEffect(() => {
    if (chosen !== undefined) document.documentElement.dataset.theme = chosen;
  }, [chosen]);
  const toggle = (): void => {
    setChosen(theme === 'dark' ? 'light' : 'dark');
  };
  return [theme, toggle];
}

const DARK = '(prefers-color-scheme: dark)';

function systemTheme(): Theme {
  return matchMedia(DARK).matches ? 'dark' : 'light';
}
