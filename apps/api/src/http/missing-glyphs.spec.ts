import { missingGlyphsOf } from '@zuimei/glossary';
import Fastify from 'fastify';
import { tellMissingGlyphs } from './missing-glyphs.js';

it('names characters of any plane in a header, and sends none where nothing is missing', async () => {
  const app = Fastify();
  app.get<{ Querystring: { of: string } }>('/', (request, reply) => {
    tellMissingGlyphs(reply, [...request.query.of]);
    return reply.send('');
  });
  const headerOf = async (of: string) => {
    const { headers } = await app.inject({ url: '/', query: { of } });
    return headers['x-missing-glyphs'];
  };
  expect(missingGlyphsOf(String(await headerOf('𠮷𪚥')))).toEqual(['𠮷', '𪚥']);
  expect(await headerOf('')).toBeUndefined();
  await app.close();
});
