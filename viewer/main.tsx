import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { ReportDocument } from '../src/core/study-view.js';
import { App } from './app.js';
import type { DataSource } from './data/data-source.js';
import { FileSource } from './data/file-source.js';
import { ServedSource } from './data/served-source.js';
import './styles/index.css';

/** A report's file holds its data; a page without it was served by a viewer. */
function findSource(): DataSource {
  const data = document.getElementById('report-data')?.textContent;
  return data === undefined ? new ServedSource() : new FileSource(JSON.parse(data) as ReportDocument);
}

const root = document.getElementById('app');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App source={findSource()} />
    </StrictMode>,
  );
}
