import { createContext, useContext, useEffect, useState } from 'react';
import type { DataSource, StudiesState } from './data-source.js';

export const SourceContext = createContext<DataSource | undefined>(undefined);
export const StudiesContext = createContext<StudiesState>({ connection: 'opening' });

export function useSource(): DataSource {
  const source = useContext(SourceContext);
  if (source === undefined) throw new Error('A page outside of its source');
  return source;
}

export function useStudies(): StudiesState {
  return useContext(StudiesContext);
}

/** The studies of a source, as they change. */
export function useListening(source: DataSource): StudiesState {
  const [state, setState] = useState<StudiesState>({ connection: 'opening' });
  useEffect(() => source.listen(setState), [source]);
  return state;
}
