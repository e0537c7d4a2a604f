import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** No script but our own files and those of `inline`, no frame around us, nothing loaded from elsewhere. */
const policy = (inline: { scripts: string[]; styles: string[] } = { scripts: [], styles: [] }): string =>
  [
    "default-src 'self'",
    ["script-src 'self'", ...inline.scripts].join(' '),
    ["style-src 'self'", ...inline.styles].join(' '),
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

const POLICY = policy();

const hashesOf = (html: string, block: RegExp): string[] =>
  [...html.matchAll(block)].map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);

/**
 * The policy of a page of ours that is whole in one file, so that it also works from a disk: its inline blocks are named
 * by their hashes. Undefined for a page without any.
 */
export function policyOfPage(html: string): string | undefined {
  const scripts = hashesOf(html, /<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g);
  const styles = hashesOf(html, /<style[^>]*>([^]*?)<\/style>/g);
  return scripts.length + styles.length > 0 ? policy({ scripts, styles }) : undefined;
}

/** Set on the raw response, so that streams and uploads, which bypass the framework's replies, have them too. */
export function setSecurityHeaders(raw: ServerResponse, overTls: boolean): void {
  raw.setHeader('content-security-policy', POLICY);
  raw.setHeader('x-content-type-options', 'nosniff');
  raw.setHeader('referrer-policy', 'same-origin');
  raw.setHeader('cross-origin-opener-policy', 'same-origin');
  raw.setHeader('permissions-policy', 'camera=(self), geolocation=(), microphone=(), payment=()');
  if (overTls) raw.setHeader('strict-transport-security', 'max-age=31536000');
}
