import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the program runs that a page under development shows. */
const program = process.env['ZAPFLOW_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  server: {
    port: 5173,
    proxy: {
      '/api': { target: program, changeOrigin: true },
      '/ws': { target: program, ws: true, changeOrigin: true },
    },
  },
  build: {
    target: 'es2023',
    // The content policy of the gateway knows no inline anything but styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
