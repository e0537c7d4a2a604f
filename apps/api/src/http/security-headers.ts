import type { ServerResponse } from 'node:http';

/** No script but our own files, no frame around us, nothing loaded from elsewhere. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Set on the raw response, so that streams and uploads, which bypass the framework's replies, have them too. */
export function setSecurityHeaders(raw: ServerResponse, overTls: boolean): void {
  raw.setHeader('content-security-policy', POLICY);
  raw.setHeader('x-content-type-options', 'nosniff');
  raw.setHeader('referrer-policy', 'same-origin');
  raw.setHeader('cross-origin-opener-policy', 'same-origin');
  raw.setHeader('permissions-policy', 'camera=(self), geolocation=(), microphone=(), payment=()');
  if (overTls) raw.setHeader('strict-transport-security', 'max-age=31536000');
}
