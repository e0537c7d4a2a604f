import { type EditionView } from '@zuimei/contracts';
import { PHOTO_TYPE_LABELS, editionLabel, prizesInWords } from '@zuimei/glossary';
import { formatBytes, formatCount, formatDeadline } from '@zuimei/ui';

/** The rules with the figures of the edition: one source for the page and for every refusal. */
export function RulesText({ edition }: { edition: EditionView | null }) {
  const rules = edition?.rules;
  return (
    <div className="prose">
      {edition && (
        <p className="zm-small">
          {editionLabel(edition.key)}《{edition.theme}》，{formatDeadline(edition.collectingUntil)} 截稿。
        </p>
      )}
      <h2>谁可以投</h2>
      <p>拍下自己或工友工作瞬间的职工。用手机号登录就能投，不用关注、不用转发。</p>
      <h2>投什么</h2>
      <ol>
        <li>照片是您自己拍的，内容真实，不合成、不用 AI 生成。</li>
        <li>每人每期最多 {rules?.quota ?? '…'} 幅。</li>
        <li>
          格式 {rules?.photoTypes.map((type) => PHOTO_TYPE_LABELS[type].zh).join('、') ?? '…'}；短边至少{' '}
          {rules ? formatCount(rules.minShortSide) : '…'} 像素，文件不超过 {rules ? formatBytes(rules.maxBytes) : '…'}
          ，像素不超过 {rules ? formatCount(rules.maxPixels / 10_000) : '…'} 万，长边不超过短边的{' '}
          {rules?.maxAspect ?? '…'} 倍。微信里发过的照片会变小，请尽量选原图。
        </li>
        <li>
          标题最多 {rules?.titleMax ?? '…'} 个字，故事最多 {rules?.storyMax ?? '…'} 个字，写明在哪里拍的。
        </li>
        <li>照片里能认出的人要同意；没有同意的，先打码再投。</li>
        <li>不拍危险违规作业，不拍涉密的场所、图纸和屏幕。</li>
      </ol>
      <h2>怎么审核</h2>
      <p>
        先审后发。审核员只看是不是符合上面的规则，不评好坏。没有通过的会写明是哪一条；能改的，改了可以再交。EXIF
        只作参考，微信去掉了也不影响。
      </p>
      <h2>怎么评</h2>
      <p>
        审核通过的作品编号、不显示作者，由职工评审团在现场用平板投票。评审员看不到票数、作者和单位，也不会看到自己的作品。每幅作品出现的次数几乎一样多，按被选中的比例排名。并列怎么办，在投票开始之前就公布。
      </p>
      <p>
        每一次作答写进只增不改的票据账；主办方、审核员、主持人都不能加票、改票、删票。结果要由第二个人确认才能公布，公布后任何人可以下载结果包重算。
      </p>
      {rules && (
        <p>
          本期选出 {rules.winners} 幅{rules.prizes.length > 0 && `：${prizesInWords(rules.prizes)}`}
          {rules.caps.perAuthor !== null && `，每位作者最多 ${rules.caps.perAuthor} 幅`}
          {rules.caps.perCompany !== null && `，每个单位最多 ${rules.caps.perCompany} 幅`}。
          {rules.prizes.length > 0 && '并列的作品得同一个奖项，占去后面的名次。'}
          {rules.heartsWeight === 0
            ? '点赞不算票。'
            : `大家的点赞占 ${rules.heartsWeight}%，评审占 ${100 - rules.heartsWeight}%；算到收票为止的点赞，结果里同时写明只看评审是第几名。`}
        </p>
      )}
      <h2>随时可以撤回</h2>
      <p>在「我的」里撤回，照片马上从所有公开页面消失；已经数过的票仍可核对，但不再显示您的照片。</p>
      <p className="zm-caption" lang="en">
        In short: your own real photographs, a few per edition, shown after moderation, judged anonymously by fellow
        workers on site, counted so that anyone can recompute the result; withdraw at any time.
      </p>
    </div>
  );
}
