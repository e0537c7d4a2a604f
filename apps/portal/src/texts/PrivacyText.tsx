/** What is kept, for what, for how long, and how to get rid of it. */
export function PrivacyText() {
  return (
    <div className="prose">
      <h2>我们存什么</h2>
      <ul>
        <li>手机号：用来登录和联系获奖的人。页面上只显示后四位，奖品交付后 90 天删除。</li>
        <li>姓名和单位：您自己填的，只在获奖后和作品一起公布。</li>
        <li>照片和文字：审核通过后公开，不显示作者；获奖后公布作者。</li>
        <li>照片里的拍摄时间、机型、修图软件：只给审核员作参考，没有也不影响参赛。公开的图片里不含任何 EXIF。</li>
        <li>
          照片里的位置：不读、不存。只有您投稿时另外勾选，才留下是哪个区（比如龙华区），给审核员参考；精确位置不进数据库，也不进日志。您上传的原图里自带的信息保持原样，原图不公开。
        </li>
        <li>您同意授权说明的时间和版本，以及投稿时的三项回答：是不是您拍的、能认出谁、有没有单位秘密。</li>
      </ul>
      <h2>我们不做什么</h2>
      <ul>
        <li>不要求关注、转发，不读通讯录和位置。</li>
        <li>不用第三方统计和广告，页面上的一切都来自本系统。</li>
        <li>不把评审员是谁和他投了什么存在一起。</li>
      </ul>
      <h2>您可以做什么</h2>
      <p>
        在「我的」里看到自己的全部投稿，随时撤回。撤回后，照片在 60
        秒内从所有公开页面消失。要删除账号和手机号，请联系主办工会。
      </p>
      <p className="zm-caption" lang="en">
        We keep your phone number for sign-in and prizes, your name and workplace for winners only, and of a photo’s
        position the district at most, if you ask for it. Public pictures carry no metadata. You can withdraw at any
        time.
      </p>
    </div>
  );
}
