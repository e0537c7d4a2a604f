/** What an author agrees to; its version is stored with every submission. */
export function ConsentText({ version }: { version: string | null }) {
  return (
    <div className="prose">
      <ol>
        <li>照片是我自己拍的，标题和故事是我自己写的。</li>
        <li>照片里能认出的人，都同意公开；没有同意的，我已经打码。</li>
        <li>照片不含单位的秘密：图纸、屏幕、涉密场所。</li>
        <li>
          我同意主办工会为这项活动，在网页、公众号、展板、画册和 365
          瞬间墙上展示和印刷这幅照片，获奖后注明我的姓名和单位，不另付报酬。
        </li>
        <li>著作权仍然是我的。我可以随时在「我的」里撤回；撤回以后不再新用，网上的马上撤下，已经印出来的除外。</li>
      </ol>
      {version && <p className="zm-caption">这是 {version} 版。投稿时同意的是哪一版，会和投稿一起存下来。</p>}
      <p className="zm-caption" lang="en">
        The photo is mine; people in it agreed or are masked; no secrets; the union may show and print it for this
        programme with my name if it wins; I keep the copyright and may withdraw at any time.
      </p>
    </div>
  );
}
