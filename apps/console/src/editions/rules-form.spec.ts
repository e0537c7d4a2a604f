import { DEFAULT_EDITION_RULES } from '@zuimei/domain';
import { type PublicRules } from '@zuimei/contracts';
import { formOf, rulesOf } from './rules-form.js';

const { caps: _, ...usual } = DEFAULT_EDITION_RULES;
const rules = {
  ...usual,
  winners: 3,
  prizes: [
    { name: '一等奖', count: 1 },
    { name: '二等奖', count: 2 },
  ],
  caps: { perAuthor: 2, perCompany: null },
} as unknown as PublicRules;

it('shows figures in the unit of people and sends them in that of the rules', () => {
  const form = formOf(rules);
  expect(form.figures).toMatchObject({ quota: '5', maxBytes: '30', maxPixels: '12000', heartsWeight: '0' });
  expect(form).toMatchObject({ perAuthor: '2', perCompany: '' });
  expect(form.prizes[1]).toEqual({ name: '二等奖', count: '2' });
  expect(rules).toMatchObject(rulesOf(form));
  expect(rulesOf({ ...form, prizes: [{ name: ' 特等奖 ', count: '3' }] }).prizes).toEqual([
    { name: '特等奖', count: 3 },
  ]);
  expect(rulesOf({ ...form, figures: { ...form.figures, maxBytes: '1.5' } }).maxBytes).toBe(1_572_864);
});
