import { enrolmentLink, parseEnrolment, passTagMessage, tabletMessage } from './tablet-message.js';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const SECRET = 'AAECAwQFBgcICQoLDA0ODw';

describe('what a tablet signs', () => {
  it('names method, path, time and body on lines of their own', () => {
    const text = new TextDecoder().decode(tabletMessage('POST', '/v1/tablets/current/pool', 1700, 'ab'));
    expect(text).toBe('zuimei-tablet-v1\nPOST\n/v1/tablets/current/pool\n1700\nab');
  });

  it('names a pass by its 16 bytes', () => {
    const bytes = passTagMessage(ID);
    expect(bytes.length).toBe('zuimei-pass-tag\n'.length + 16);
    expect([...bytes.slice(-2)]).toEqual([0x80, 0x57]);
    expect(() => passTagMessage('pass 7')).toThrow(RangeError);
  });
});

describe('the QR of an enrolment', () => {
  it('is read back as it was written, with or without its host', () => {
    const link = enrolmentLink('https://zm.example', { ticketId: ID, secret: SECRET });
    expect(link).toBe(`https://zm.example/jury/#e1.AYkKXayWd0u8zrMCCZqAVw.${SECRET}`);
    expect(parseEnrolment(link)).toEqual({ ticketId: ID, secret: SECRET });
    expect(parseEnrolment(` ${link.slice(link.indexOf('#'))} `)).toEqual({ ticketId: ID, secret: SECRET });
  });

  it.each(['', '#b1.AYkKXayWd0u8zrMCCZqAVw.x', `#e1.AAAA.${SECRET}`, '#e1.AYkKXayWd0u8zrMCCZqAVw.AAAA'])(
    'is not %p',
    (text) => expect(parseEnrolment(text)).toBeUndefined(),
  );
});
