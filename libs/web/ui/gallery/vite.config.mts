// The gallery of components, for looking at: npx vite libs/web/ui/gallery
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  resolve: { conditions: ['zuimei-source', 'module', 'browser', 'development|production'] },
  server: { fs: { allow: ['..'] } },
  build: { outDir: process.env['GALLERY_OUT'] ?? '../dist/gallery', emptyOutDir: true },
});
