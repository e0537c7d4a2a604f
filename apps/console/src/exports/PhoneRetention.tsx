import { Button, formatFullDate } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useLoad } from '../data/use-load.js';
import { mayOrganize, useSession } from '../session/session.js';

/** How many phone numbers are kept and until when; an organizer says when the prizes were handed over. */
export function PhoneRetention({ editionKey }: { editionKey: string }) {
  const { staff } = useSession();
  const { busy, act } = useAct();
  const params = { key: editionKey };
  const retention = useLoad(`phones ${editionKey}`, (signal) =>
    api.call(endpoints.getPhoneRetention, { params }, { signal }),
  );
  if (!retention.data) return retention.error ? <p className="zm-small">{retention.error}</p> : null;
  const { handedOverAt, days, mostDays, kept, due, nextAt } = retention.data;
  const say = async (handedOver: boolean) => {
    const endpoint = handedOver ? endpoints.handOverPrizes : endpoints.takeBackHandOver;
    const seen = await act('正在保存…', () => api.call(endpoint, { params, body: {} }));
    if (seen) retention.set(seen);
  };
  return (
    <>
      <p className="zm-small">
        {handedOverAt
          ? `奖品 ${formatFullDate(handedOverAt)} 已发放，获奖者的手机号留到那以后 ${days} 天。`
          : `奖品发放以后，获奖者的手机号再留 ${days} 天；一直不点“奖品已发放”，公布满 ${Math.max(days, mostDays)} 天也会删除。`}{' '}
        没获奖的，公布 {days} 天后删除。
      </p>
      {mayOrganize(staff) && (
        <p className="con-acts">
          {handedOverAt ? (
            <Button kind="text" busy={busy} onClick={() => void say(false)}>
              还没发放，撤回
            </Button>
          ) : (
            <Button icon="check" busy={busy} onClick={() => void say(true)}>
              奖品已发放
            </Button>
          )}
        </p>
      )}
      <p className="zm-caption">
        {kept === 0
          ? '现在没有留着的手机号。'
          : `全部活动现留 ${kept} 个手机号；${due > 0 ? `${due} 个已到期，一小时内删除。` : nextAt ? `下一批 ${formatFullDate(nextAt)} 删除。` : ''}`}
      </p>
    </>
  );
}
