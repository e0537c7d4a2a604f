import '@zuimei/ui/styles.css';
import './console.css';
import { StrictMode, Suspense, lazy } from 'react';
import { createRoot } from 'react-dom/client';
import { ConsoleApp } from './ConsoleApp.js';

// The hall's big screen is served from the same build under its own address.
const ScreenApp = lazy(async () => ({ default: (await import('./screen/ScreenApp.js')).ScreenApp }));
const isScreen = /^\/screen(\/|$)/.test(location.pathname);

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Suspense>{isScreen ? <ScreenApp /> : <ConsoleApp />}</Suspense>
  </StrictMode>,
);
