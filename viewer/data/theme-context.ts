import { createContext, useContext } from 'react';
import type { Theme } from './use-theme.js';

export const ThemeContext = createContext<Theme>('light');

export function useShownTheme(): Theme {
  return useContext(ThemeContext);
}
