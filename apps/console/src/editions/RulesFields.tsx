import { type ApiProblem } from '@zuimei/api-client';
import { type LADDER_STEPS, type PublicRules, isProblemCode } from '@zuimei/contracts';
import { CONSENT_TEXTS, LADDER_STEP_LABELS, PHOTO_TYPE_LABELS, problemText } from '@zuimei/glossary';
import { Checkbox, ChoiceChips, Note, TextField } from '@zuimei/ui';
import { PrizesField } from './PrizesField.js';
import { FIGURES, type RulesForm } from './rules-form.js';

type Step = (typeof LADDER_STEPS)[number];
const MIDDLE: readonly Step[] = ['head-to-head', 'distinct-jurors', 'run-off'];
const TYPES = Object.keys(PHOTO_TYPE_LABELS) as PublicRules['photoTypes'];
const VERSIONS = Object.keys(CONSENT_TEXTS) as PublicRules['consentVersion'][];

interface RulesFieldsProps {
  rules: RulesForm;
  /** What the server refused of them, by pointer. */
  errors: ApiProblem['errors'];
  onChange: (change: Partial<RulesForm>) => void;
}

/** Every rule of an edition that is configuration. */
export function RulesFields({ rules, errors, onChange }: RulesFieldsProps) {
  const errorAt = (rule: string): string | null => {
    const error = errors.find(({ pointer }) => pointer === `/rules/${rule}`);
    return error && isProblemCode(error.code) ? problemText(error.code, error.facts) : null;
  };
  const last = rules.tieLadder.at(-1) === 'seeded-hash' ? 'seeded-hash' : 'shared';
  const ladder = (steps: readonly Step[], end: 'shared' | 'seeded-hash') =>
    onChange({ tieLadder: ['primary', ...MIDDLE.filter((step) => steps.includes(step)), end] });
  return (
    <>
      {FIGURES.map(({ rule, label }) => (
        <TextField
          key={rule}
          label={label}
          type="number"
          step="any"
          required
          value={rules.figures[rule]}
          error={errorAt(rule)}
          onChange={(value) => onChange({ figures: { ...rules.figures, [rule]: value } })}
        />
      ))}
      <PrizesField
        prizes={rules.prizes}
        winners={rules.figures.winners}
        errorAt={errorAt}
        onChange={(prizes) => onChange({ prizes })}
      />
      <TextField
        label="每位作者最多获奖（空＝不限）"
        type="number"
        value={rules.perAuthor}
        error={errorAt('caps/perAuthor') ?? errorAt('caps')}
        onChange={(perAuthor) => onChange({ perAuthor })}
      />
      <TextField
        label="每个单位最多获奖（空＝不限）"
        type="number"
        value={rules.perCompany}
        error={errorAt('caps/perCompany')}
        onChange={(perCompany) => onChange({ perCompany })}
      />
      <fieldset className="con-form__all eds__types">
        <legend>收哪些格式</legend>
        {TYPES.map((type) => (
          <Checkbox
            key={type}
            checked={rules.photoTypes.includes(type)}
            onChange={(taken) =>
              onChange({ photoTypes: TYPES.filter((one) => (one === type ? taken : rules.photoTypes.includes(one))) })
            }
          >
            {PHOTO_TYPE_LABELS[type].zh}
          </Checkbox>
        ))}
        {errorAt('photoTypes') && <Note tone="bad">{errorAt('photoTypes')}</Note>}
      </fieldset>
      <div className="con-form__all">
        <Checkbox checked={rules.placeRequired} onChange={(placeRequired) => onChange({ placeRequired })}>
          必须写在哪里拍的
        </Checkbox>
      </div>
      <div className="con-form__all">
        <ChoiceChips
          legend="《投稿授权说明》"
          look="segment"
          value={rules.consentVersion}
          onChange={(consentVersion) => onChange({ consentVersion })}
          choices={VERSIONS.map((version) => ({ value: version, label: `${version} 版` }))}
        />
      </div>
      <fieldset className="con-form__all eds__types">
        <legend>并列怎么办：先按{LADDER_STEP_LABELS.primary.zh}，再按</legend>
        {MIDDLE.map((step) => (
          <Checkbox
            key={step}
            checked={rules.tieLadder.includes(step)}
            onChange={(used) =>
              ladder(
                MIDDLE.filter((one) => (one === step ? used : rules.tieLadder.includes(one))),
                last,
              )
            }
          >
            {LADDER_STEP_LABELS[step].zh}
          </Checkbox>
        ))}
        {errorAt('tieLadder') && <Note tone="bad">{errorAt('tieLadder')}</Note>}
      </fieldset>
      <div className="con-form__all">
        <ChoiceChips
          legend="还分不出时"
          look="segment"
          value={last}
          onChange={(end) => ladder(rules.tieLadder, end)}
          choices={[
            { value: 'shared', label: LADDER_STEP_LABELS.shared.zh },
            { value: 'seeded-hash', label: LADDER_STEP_LABELS['seeded-hash'].zh },
          ]}
        />
      </div>
    </>
  );
}
