import { CONSENTS_SHOWING_DISTRICT } from '@zuimei/domain';
import { Checkbox } from '@zuimei/ui';
import { Link } from 'wouter';
import { fieldId } from './missing.js';
import { type Answers } from './tiles.js';

interface ConsentFieldsProps {
  answers: Answers;
  /** Of the text that this edition asks for. */
  version: string;
  onChange: (change: Partial<Answers>) => void;
}

/** The answers that a photo cannot be handed in without, each on its own, and one that is the author's to give. */
export function ConsentFields({ answers, version, onChange }: ConsentFieldsProps) {
  return (
    <fieldset className="submit__consent">
      <legend className="zm-hidden">投稿前请确认</legend>
      <Checkbox id={fieldId('original')} checked={answers.original} onChange={(original) => onChange({ original })}>
        照片是我拍的。
      </Checkbox>
      <Checkbox
        id={fieldId('no-secrets')}
        checked={answers.noSecrets}
        onChange={(noSecrets) => onChange({ noSecrets })}
      >
        照片不含单位秘密：没有图纸、屏幕、涉密场所。
      </Checkbox>
      <Checkbox
        id={fieldId('consent')}
        checked={answers.agreedTo === version}
        onChange={(agreed) => onChange({ agreedTo: agreed ? version : null })}
      >
        我同意按
        <Link className="zm-link" href="/consent">
          《投稿授权说明》（{version} 版）
        </Link>
        展示和印刷，随时可以撤回。
      </Checkbox>
      <Checkbox id={fieldId('district')} checked={answers.district} onChange={(district) => onChange({ district })}>
        可选：从照片的位置里只留下是哪个区，给审核员参考
        {CONSENTS_SHOWING_DISTRICT.some((shows) => shows === version) && '，上了瞬间墙可以按区找到'}。
        <span className="zm-caption">精确位置不存、不公开；不勾也不影响参赛。</span>
      </Checkbox>
    </fieldset>
  );
}
