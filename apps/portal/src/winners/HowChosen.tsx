import { ButtonLink } from '@zuimei/ui';
import { Link } from 'wouter';
import { api, endpoints } from '../data/api.js';
import { useLedgerKey } from '../data/editions.js';

interface Props {
  jurors: number;
  answers: number;
  roundId: string;
  merkleRoot: string;
  /** Per cent. */
  heartsWeight: number;
}

/** How the winners came out, and how anybody can check it. */
export function HowChosen({ jurors, answers, roundId, merkleRoot, heartsWeight }: Props) {
  const key = useLedgerKey();
  return (
    <section className="prose narrow">
      <h2>怎么选出来的</h2>
      <p>
        {jurors} 位职工评审员现场投票，交了 {answers}{' '}
        屏作答。每幅作品出现的次数几乎一样多，按被选中的比例排名；并列按开评前公布的规则处理，谁也不能改票。
        {heartsWeight === 0 && '点赞不算票。'}
      </p>
      {heartsWeight > 0 && (
        <p>
          按开评前公布的规则，大家的点赞占 {heartsWeight}
          %：评审的结果和收票前的点赞数各自换成「排在多少作品前面」，按 {100 - heartsWeight}% 和 {heartsWeight}%
          合起来定名次。每幅获奖作品下面写着只看评审是第几名。没有评审员选中的作品，点赞再多也不获奖。
        </p>
      )}
      <h2>自己核验</h2>
      <p>
        下载结果包，在<a href="/verifier.html">核验页</a>
        里打开：它在您的设备上逐项核对，重算名次，断网也能用。核验页可以另存一份，以后不用再信我们的网站。
      </p>
      <p>
        <ButtonLink icon="download" href={api.url(endpoints.getBundle, { params: { id: roundId } })} download>
          下载结果包（JSON）
        </ButtonLink>
      </p>
      <dl className="winners__marks">
        <dt>公钥指纹，应与评审会大屏上的相同</dt>
        <dd className="zm-mono">{key.data?.fingerprint ?? '…'}</dd>
        <dt>账本的根</dt>
        <dd className="zm-mono">{merkleRoot}</dd>
      </dl>
      <p>
        当过评审员？<Link href={`/receipts/${roundId}`}>查我的投票凭证</Link>
      </p>
    </section>
  );
}
