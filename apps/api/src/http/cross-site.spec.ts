import { ProblemError } from '@zuimei/platform';
import type { FastifyRequest } from 'fastify';
import { refuseCrossSite } from './cross-site.js';

const HERE = 'https://zuimei.example.org';

const passes = (headers: Record<string, string>, method = 'POST', publicOrigin: string | null = HERE) => {
  const request = { method, headers, protocol: 'http', host: '127.0.0.1:3000' } as unknown as FastifyRequest;
  try {
    refuseCrossSite(request, publicOrigin);
    return true;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'CROSS_SITE_REQUEST') return false;
    throw error;
  }
};

describe('refuseCrossSite', () => {
  it('lets our own pages and programs through', () => {
    expect(passes({ 'x-zuimei': '1' })).toBe(true);
    expect(passes({ 'x-zuimei': '1', origin: HERE, 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(passes({ 'x-zuimei': '1', origin: 'http://127.0.0.1:3000' }, 'POST', null)).toBe(true);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('refuses a %s that may come from elsewhere', (method) => {
    expect(passes({}, method)).toBe(false);
    expect(passes({ 'x-zuimei': 'yes' }, method)).toBe(false);
    expect(passes({ 'x-zuimei': '1', origin: 'https://evil.example' }, method)).toBe(false);
    expect(passes({ 'x-zuimei': '1', origin: 'null' }, method)).toBe(false);
    expect(passes({ 'x-zuimei': '1', origin: 'https://zuimei.example.org.evil.example' }, method)).toBe(false);
    expect(passes({ 'x-zuimei': '1', origin: 'http://127.0.0.1:3000' }, method)).toBe(false);
    expect(passes({ 'x-zuimei': '1', 'sec-fetch-site': 'cross-site' }, method)).toBe(false);
    expect(passes({ 'x-zuimei': '1', 'sec-fetch-site': 'same-site' }, method)).toBe(false);
  });

  it('lets everybody read', () => {
    expect(passes({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 'GET')).toBe(true);
  });
});
