import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  plugins: [react()],
  resolve: { conditions: ['zuimei-source', ...defaultClientConditions] },
  // WeChat's browser on older phones.
  build: { target: ['es2020', 'safari14', 'chrome87'], assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
