import { type PublicRules } from '@zuimei/contracts';
import { RECOGNISABLE_LABELS } from '@zuimei/glossary';
import { ChoiceChips, Note, TextArea, TextField } from '@zuimei/ui';
import { fieldId } from './missing.js';
import { type Details } from './tiles.js';

type Recognisable = NonNullable<Details['recognisable']>;
const CHOICES = (Object.keys(RECOGNISABLE_LABELS) as Recognisable[]).map((value) => ({
  value,
  label: RECOGNISABLE_LABELS[value].zh,
}));

interface DetailFieldsProps {
  details: Details;
  rules: Pick<PublicRules, 'titleMax' | 'storyMax' | 'placeMax'>;
  /** Null for the shared ones. */
  tileKey: string | null;
  /** 「3 幅共用，可分别改」. */
  aside?: string;
  /** Opens the mask tool on the photo that needs it; absent where all are masked. */
  onMask?: () => void;
  onChange: (change: Partial<Details>) => void;
}

export function DetailFields({ details, rules, tileKey, aside, onMask, onChange }: DetailFieldsProps) {
  return (
    <>
      <TextField
        id={fieldId('title', tileKey)}
        label="标题"
        aside={aside}
        limit={rules.titleMax}
        value={details.title}
        onChange={(title) => onChange({ title })}
      />
      <TextArea
        id={fieldId('story', tileKey)}
        label="照片背后的故事"
        limit={rules.storyMax}
        rows={5}
        value={details.story}
        onChange={(story) => onChange({ story })}
      />
      <TextField
        id={fieldId('place', tileKey)}
        label="在哪里拍的"
        icon="pin"
        limit={rules.placeMax}
        value={details.place}
        onChange={(place) => onChange({ place })}
      />
      <div>
        <ChoiceChips
          id={fieldId('recognisable', tileKey)}
          legend="照片里能认出谁"
          choices={CHOICES}
          value={details.recognisable}
          onChange={(recognisable) => onChange({ recognisable })}
        />
        {details.recognisable === 'not-consented' && onMask && (
          <Note tone="warn" live>
            请先给能认出的人打码，再提交。
            <button type="button" className="zm-link submit__mask" onClick={onMask}>
              去打码 ›
            </button>
          </Note>
        )}
      </div>
    </>
  );
}
